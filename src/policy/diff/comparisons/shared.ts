import { countryName, MECHANISMS, periodWords } from '../../render/words.ts';
import { immaterial, LESS_USE, material, NEW_USE, STRONGER, WEAKER } from '../change.ts';
import type { Comparison } from '../compare-entries.ts';
import { changed, flag, members, period } from '../field-rules.ts';

const TOLD_RECIPIENTS = material('People are told who receives their data and where (Art 13(1)(e), (f)).');
const countries = (values: string[]) => values.map((code) => countryName(code)).join(', ');

/** Who gets data, what is written to devices, and who sees profiles and pictures. */
export const SHARED: readonly Comparison[] = [
  {
    group: 'Recipients',
    entries: (data) => data.recipients.recipients,
    name: ({ title }) => `the recipient “${title}”`,
    added: ({ title, countries: where }) => ({
      says: `A new recipient: “${title}”, in ${countries(where)}.`,
      ...TOLD_RECIPIENTS,
    }),
    removed: ({ title }) => ({ says: `“${title}” no longer receives data.`, ...LESS_USE }),
    fields: {
      countries: members(
        'countries',
        [(added) => `now also works in ${countries(added)}`, TOLD_RECIPIENTS],
        [(gone) => `no longer works in ${countries(gone)}`, LESS_USE],
      ),
      purposes: members(
        'purposes',
        [(added) => `now also gets data for ${added.join(', ')}`, NEW_USE],
        [(gone) => `no longer gets data for ${gone.join(', ')}`, LESS_USE],
      ),
      role: changed('role', material('Who is responsible for the data changes.')),
      contract: changed('contract', WEAKER),
      ccpa_sale: flag(
        'ccpa_sale',
        ['now counts as sale or sharing in California', NEW_USE],
        ['no longer counts as sale or sharing in California', LESS_USE],
      ),
    },
  },
  {
    group: 'Transfers',
    entries: (data) => data.recipients.transfers,
    name: ({ recipient, to }) => `the transfer to “${recipient}” in ${countryName(to)}`,
    added: TOLD_RECIPIENTS,
    removed: LESS_USE,
    fields: {
      mechanism: changed(
        'mechanism',
        material('The safeguard is told to people (Art 13(1)(f)).'),
        (value) => MECHANISMS[value as keyof typeof MECHANISMS],
      ),
      checked_on: changed('checked on', immaterial('A check was renewed.')),
    },
  },
  {
    group: 'Systems',
    entries: (data) => data.recipients.systems,
    name: ({ title, country }) => `the system “${title}” in ${countryName(country)}`,
    added: material('The notice says where data is stored.'),
    removed: LESS_USE,
    fields: {
      country: changed('country', material('The notice says where data is stored.'), (value) =>
        countryName(String(value)),
      ),
    },
  },
  {
    group: 'Cookies',
    entries: (data) => [{ id: 'mode', ...data.cookies.mode }],
    name: () => 'the cookie settings',
    fields: {
      uk_exceptions: (_before, { uk_exceptions }) => ({
        says: uk_exceptions
          ? 'In the United Kingdom, statistics and settings no longer wait for a yes.'
          : 'In the United Kingdom, statistics and settings now wait for a yes.',
        ...(uk_exceptions ? WEAKER : STRONGER),
      }),
      honour_gpc: (_before, { honour_gpc }) => ({
        says: `Global Privacy Control is ${honour_gpc ? 'honoured now' : 'no longer honoured'}.`,
        ...(honour_gpc ? STRONGER : WEAKER),
      }),
      ask_again_after: period(
        'ask_again_after',
        () => 'the time before the cookie question comes again',
        (entry) => periodWords(entry.ask_again_after),
        STRONGER,
        WEAKER,
      ),
    },
  },
  {
    group: 'Cookies',
    entries: (data) => data.cookies.categories,
    name: ({ title }) => `the kind of cookie “${title}”`,
    added: NEW_USE,
    removed: LESS_USE,
    fields: {
      strictly_necessary: flag(
        'strictly_necessary',
        ['is now set without asking', WEAKER],
        ['now waits for a yes', STRONGER],
      ),
      exception: changed('exception', material('Whether it waits for a yes depends on it.')),
    },
  },
  {
    group: 'Cookies',
    entries: (data) => data.cookies.cookies,
    key: ({ name, provider }) => `${name} ${provider}`,
    name: ({ name, provider }) => `the cookie “${name}” of ${provider}`,
    added: material(
      'People choose on the basis of the table; ask again (PECR reg 6, Directive 2002/58 Art 5(3)).',
    ),
    removed: LESS_USE,
    fields: {
      category: changed('category', material('People chose by category.')),
      duration: period(
        'duration',
        (name) => `the lifetime of ${name}`,
        ({ duration }) => (duration === 'session' ? 'the visit' : periodWords(duration)),
        material('It stays longer than people were told.'),
        LESS_USE,
      ),
    },
  },
  {
    group: 'Cookies',
    entries: (data) => data.cookies.embeds,
    name: ({ provider }) => `the embedded content of ${provider}`,
    added: TOLD_RECIPIENTS,
    removed: LESS_USE,
  },
  {
    group: 'Portals and events',
    entries: (data) => data.portals.portals,
    name: ({ title }) => `the portal “${title}”`,
    added: immaterial('Nobody is in it before joining.'),
    removed: immaterial('Its members lose it; tell them for other reasons than data protection.'),
    fields: {
      profile_visibility: changed(
        'profile visibility',
        material('Members were told who sees their profile.'),
      ),
      anonymous_contributions: flag(
        'anonymous_contributions',
        ['now allows anonymous contributions', STRONGER],
        ['no longer allows anonymous contributions', WEAKER],
      ),
    },
  },
  {
    group: 'Portals and events',
    entries: (data) => (data.portals.events ? [{ id: 'events', ...data.portals.events }] : []),
    name: () => 'photography at events',
    fields: {
      imaging: flag('imaging', ['starts', NEW_USE], ['ends', LESS_USE]),
      imaging_basis: changed('imaging basis', material('The legal basis is told to people (Art 13(1)(c)).')),
      imaging_channels: members(
        'imaging_channels',
        [(added) => `is now published on ${added.join(', ')}`, NEW_USE],
        [(gone) => `is no longer published on ${gone.join(', ')}`, LESS_USE],
      ),
    },
  },
];
