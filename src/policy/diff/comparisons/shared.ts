import { countryName, periodWords } from '../../render/words.ts';
import { immaterial, material } from '../change.ts';
import type { Comparison } from '../compare-entries.ts';
import { fieldRules } from '../field-rules.ts';
import type { Speech } from '../speech.ts';

/** Who gets data, what is written to devices, and who sees profiles and pictures. */
export function shared(speech: Speech): readonly Comparison[] {
  const { t, texts, language, called, listed } = speech;
  const { NEW_USE, LESS_USE, WEAKER, STRONGER } = speech.verdicts;
  const { changed, flag, members, period } = fieldRules(speech);
  const toldRecipients = material(t.recipients.toldWhy);
  const { mechanisms } = texts.words;
  const country = (code: string) => countryName(code, language);
  const countries = (codes: string[]) => codes.map(country).join(', ');
  const codes = (values: string[]) => values.map((value) => t.code(value)).join(', ');

  return [
    {
      group: t.groups.recipients,
      entries: (data) => data.recipients.recipients,
      name: ({ title }) => t.recipients.name(title),
      added: ({ title, countries: where }) => ({
        says: t.recipients.added(title, countries(where)),
        ...toldRecipients,
      }),
      removed: ({ title }) => ({ says: t.recipients.removed(title), ...LESS_USE }),
      fields: {
        countries: members(
          'countries',
          [(added) => t.recipients.worksIn(countries(added)), toldRecipients],
          [(gone) => t.recipients.worksNotIn(countries(gone)), LESS_USE],
        ),
        purposes: members(
          'purposes',
          [(added) => t.recipients.gets(listed('purposes', added)), NEW_USE],
          [(gone) => t.recipients.getsNot(listed('purposes', gone)), LESS_USE],
        ),
        role: changed('role', material(t.recipients.roleWhy)),
        contract: changed('contract', WEAKER),
        ccpa_sale: flag('ccpa_sale', [t.recipients.sale, NEW_USE], [t.recipients.noSale, LESS_USE]),
      },
    },
    {
      group: t.groups.transfers,
      entries: (data) => data.recipients.transfers,
      name: ({ recipient, to }) => t.recipients.transfer(called('recipients', recipient), country(to)),
      added: toldRecipients,
      removed: LESS_USE,
      fields: {
        mechanism: changed(
          'mechanism',
          material(t.recipients.mechanismWhy),
          (value) => mechanisms[value as keyof typeof mechanisms],
        ),
        checked_on: changed('checked_on', immaterial(t.recipients.checkedWhy)),
      },
    },
    {
      group: t.groups.systems,
      entries: (data) => data.recipients.systems,
      name: ({ title, country: where }) => t.recipients.system(title, country(where)),
      added: material(t.recipients.systemWhy),
      removed: LESS_USE,
      fields: {
        country: changed('country', material(t.recipients.systemWhy), (value) => country(String(value))),
      },
    },
    {
      group: t.groups.cookies,
      entries: (data) => [{ id: 'mode', ...data.cookies.mode }],
      name: () => t.cookies.settings,
      fields: {
        uk_exceptions: (_before, { uk_exceptions }) => ({
          says: uk_exceptions ? t.cookies.ukFree : t.cookies.ukAsks,
          ...(uk_exceptions ? WEAKER : STRONGER),
        }),
        honour_gpc: (_before, { honour_gpc }) => ({
          says: honour_gpc ? t.cookies.gpc : t.cookies.noGpc,
          ...(honour_gpc ? STRONGER : WEAKER),
        }),
        ask_again_after: period(
          'ask_again_after',
          () => t.cookies.askAgain,
          (entry) => periodWords(entry.ask_again_after, language),
          STRONGER,
          WEAKER,
        ),
      },
    },
    {
      group: t.groups.cookies,
      entries: (data) => data.cookies.categories,
      name: ({ title }) => t.cookies.kind(title),
      added: NEW_USE,
      removed: LESS_USE,
      fields: {
        strictly_necessary: flag(
          'strictly_necessary',
          [t.cookies.withoutAsking, WEAKER],
          [t.cookies.waits, STRONGER],
        ),
        exception: changed('exception', material(t.cookies.exceptionWhy)),
      },
    },
    {
      group: t.groups.cookies,
      entries: (data) => data.cookies.cookies,
      key: ({ name, provider }) => `${name} ${provider}`,
      name: ({ name, provider }) => t.cookies.name(name, provider),
      added: material(t.cookies.addedWhy),
      removed: LESS_USE,
      fields: {
        category: changed('category', material(t.cookies.categoryWhy)),
        duration: period(
          'duration',
          t.cookies.lifetime,
          ({ duration }) => (duration === 'session' ? t.cookies.visit : periodWords(duration, language)),
          material(t.cookies.longerWhy),
          LESS_USE,
        ),
      },
    },
    {
      group: t.groups.cookies,
      entries: (data) => data.cookies.embeds,
      name: ({ provider }) => t.cookies.embed(provider),
      added: toldRecipients,
      removed: LESS_USE,
    },
    {
      group: t.groups.portals,
      entries: (data) => data.portals.portals,
      name: ({ title }) => t.portals.name(title),
      added: immaterial(t.portals.addedWhy),
      removed: immaterial(t.portals.removedWhy),
      fields: {
        profile_visibility: changed('profile_visibility', material(t.portals.visibilityWhy)),
        anonymous_contributions: flag(
          'anonymous_contributions',
          [t.portals.anonymous, STRONGER],
          [t.portals.notAnonymous, WEAKER],
        ),
      },
    },
    {
      group: t.groups.portals,
      entries: (data) => (data.portals.events ? [{ id: 'events', ...data.portals.events }] : []),
      name: () => t.portals.photos,
      fields: {
        imaging: flag('imaging', [t.portals.photosStart, NEW_USE], [t.portals.photosEnd, LESS_USE]),
        imaging_basis: changed('imaging_basis', material(t.portals.photosBasisWhy)),
        imaging_channels: members(
          'imaging_channels',
          [(added) => t.portals.publishedOn(codes(added)), NEW_USE],
          [(gone) => t.portals.publishedNot(codes(gone)), LESS_USE],
        ),
      },
    },
  ];
}
