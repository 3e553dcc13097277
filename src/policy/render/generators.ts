import { joinOr } from '../../texts/format.ts';
import type { Language } from '../../texts/languages.ts';
import { textsIn } from '../../texts/texts.ts';
import type { PolicyData } from '../schema.ts';
import { countryName, emailLink, lifetime, longDate, oneLine, open, periodWords } from './words.ts';

/** Makes a block of Markdown from the data of a policy, whose texts are in that language already. */
export type Generator = (data: PolicyData, language: Language) => string;

type Words = ReturnType<typeof textsIn>['words'];
const wordsIn = (language: Language): Words => textsIn(language).words;
/** Keys of an object as its type names them. */
const keysOf = <K extends string>(object: Readonly<Record<K, unknown>>) => Object.keys(object) as K[];

/** Lists that a notice may ask for with `{{list:…}}`. */
export const LISTS: Readonly<Record<string, Generator>> = {
  purposes: (data, language) =>
    list(
      data.purposes.purposes.map(({ title, description, channels, basis, basis_evidence }) => {
        const { lists, words } = textsIn(language);
        const reach = channels.map((channel) => lists.channels[channel]);
        const by = reach.length > 0 ? ` ${words.reach(joinOr(reach, language))}` : '';
        return `**${title}.** ${sentence(description)}${by} *${words.basis(words.bases[basis])}* ${sentence(basis_evidence)}`;
      }),
      language,
    ),
  bases: (data, language) => {
    const { bases, basisWith } = wordsIn(language);
    return list(
      keysOf(bases).flatMap((basis) => {
        const titles = data.purposes.purposes
          .filter((purpose) => purpose.basis === basis)
          .map(({ title }) => title);
        return titles.length > 0 ? [basisWith(bases[basis], titles.map(open).join('; '))] : [];
      }),
      language,
    );
  },
  interests: (data, language) =>
    list(
      data.purposes.purposes
        .filter(({ basis }) => basis === 'legitimate_interests')
        .map(({ title, basis_evidence }) => labelled(title, sentence(basis_evidence), language)),
      language,
    ),
  data: (data, language) =>
    list(
      data.data.categories.map(({ title, description, special_category }) => {
        const special = special_category ? ` ${wordsIn(language).special}` : '';
        return labelled(title, `${sentence(description)}${special}`, language);
      }),
      language,
    ),
  topics: (data, language) =>
    list(
      data.purposes.topics.map(({ title }) => title),
      language,
    ),
  recipients: (data, language) =>
    list(
      data.recipients.recipients.map(({ title, description, role, countries }) => {
        const { roles, colon } = wordsIn(language);
        const where = countries.map((country) => countryName(country, language)).join(', ');
        return `**${title}** (${roles[role]}; ${where})${colon} ${sentence(description)}`;
      }),
      language,
    ),
  systems: (data, language) =>
    list(
      data.recipients.systems.map(
        ({ title, country, operator }) =>
          `**${title}**, ${countryName(country, language)}, ${wordsIn(language).runBy(open(operator))}`,
      ),
      language,
    ),
  portals: (data, language) =>
    list(
      data.portals.portals.map(({ title }) => title),
      language,
    ),
  rights: (data, language) =>
    list(
      data.requests.rights.map(
        ({ title, description, limits }) =>
          `**${title}.** ${sentence(description)}${limits ? ` ${sentence(limits)}` : ''}`,
      ),
      language,
    ),
  sources: (data, language) =>
    list(
      data.sources.sources.map(({ title }) => sentence(title)),
      language,
    ),
  'bought-lists': (data, language) =>
    list(
      data.sources.lists.map(
        ({ title, seller, purchased }) =>
          `**${title}**, ${wordsIn(language).boughtFrom(seller, longDate(purchased, language))}`,
      ),
      language,
    ),
  intake: (data, language) =>
    list(
      data.policy.intake.map((point) => `${sentence(point.purpose)} ${contactWords(point, language)}.`),
      language,
    ),
  authorities: (data, language) =>
    list(
      data.policy.authorities.map(({ for: region, name, url, complaint_route }) => {
        const route =
          complaint_route && !complaint_route.startsWith('http') ? ` ${sentence(complaint_route)}` : '';
        const address = complaint_route?.startsWith('http') ? complaint_route : url;
        return labelled(regionName(region, language), `${name}, <${address}>.${route}`, language);
      }),
      language,
    ),
  representatives: (data, language) =>
    list(
      data.policy.representatives.map(({ region, contact }) =>
        labelled(regionName(region, language), `${contactWords(contact, language)}.`, language),
      ),
      language,
    ),
  'staff-safeguards': (data, language) => {
    const { safeguards } = wordsIn(language);
    return list(
      keysOf(safeguards).flatMap((category) => {
        const titles = data.staff.security
          .filter((control) => control.category === category)
          .map(({ title }) => open(title));
        return titles.length > 0 ? [labelled(safeguards[category], `${titles.join('; ')}.`, language)] : [];
      }),
      language,
    );
  },
  websites: (data, language) =>
    list(
      data.policy.websites.map((url) => `<${url}>`),
      language,
    ),
  documents: (data, language) =>
    list(
      data.requests.documents.map(({ title }) => title),
      language,
    ),
  embeds: (data, language) =>
    list(
      data.cookies.embeds.map(({ provider, notice_url, joint_controller }) => {
        const { embed, joint } = wordsIn(language);
        return labelled(
          provider,
          `${embed(`<${notice_url}>`)}${joint_controller ? ` ${joint}` : ''}`,
          language,
        );
      }),
      language,
    ),
};

/** Tables that a notice may ask for with `{{table:…}}`. */
export const TABLES: Readonly<Record<string, Generator>> = {
  cookies: (data, language) =>
    table(
      wordsIn(language).cookieHead,
      data.cookies.cookies.map((cookie) => [
        `\`${cookie.name}\``,
        data.cookies.categories.find(({ id }) => id === cookie.category)?.title ?? cookie.category,
        cookie.provider,
        cookie.necessity ? `${sentence(cookie.purpose)} ${sentence(cookie.necessity)}` : cookie.purpose,
        lifetime(cookie.duration, language),
      ]),
      language,
    ),
  'cookie-kinds': (data, language) =>
    table(
      wordsIn(language).kindHead,
      data.cookies.categories.map(({ title, description, strictly_necessary }) => [
        title,
        description,
        strictly_necessary ? wordsIn(language).always : wordsIn(language).ifYouAgree,
      ]),
      language,
    ),
  retention: (data, language) =>
    table(
      wordsIn(language).retentionHead,
      data.retention.rules.map(({ title, period, trigger, then: after, why }) => [
        title,
        periodWords(period, language),
        trigger,
        wordsIn(language).after[after],
        why,
      ]),
      language,
    ),
  transfers: (data, language) =>
    table(
      wordsIn(language).transferHead,
      data.recipients.transfers.map(({ recipient, from, to, mechanism }) => [
        data.recipients.recipients.find(({ id }) => id === recipient)?.title ?? recipient,
        wordsIn(language).transferFrom[from],
        countryName(to, language),
        wordsIn(language).mechanisms[mechanism],
      ]),
      language,
    ),
};

/** How to reach somebody, on one line: name, email, phone, web address, postal address. */
export function contactWords(contact: PolicyData['policy']['dpo'], language: Language = 'en'): string {
  return [
    contact.name,
    contact.email && emailLink(contact.email),
    contact.phone,
    contact.url && `<${contact.url}>`,
    contact.address && postalLines(contact.address).length > 0 && addressWords(contact.address, language),
  ]
    .filter(Boolean)
    .join(', ');
}

type PostalAddress = PolicyData['policy']['controller']['postal_address'];

/** The lines of a postal address; none while the operator has not set them (`confirm: true`). */
export function postalLines(address: PostalAddress): readonly string[] {
  return address.confirm ? [] : address.lines;
}

/** A postal address on one line, country last. */
export function addressWords(address: PostalAddress, language: Language = 'en'): string {
  return [...postalLines(address), countryName(address.country, language)].join(', ');
}

function regionName(region: string, language: Language): string {
  const known = wordsIn(language).regions[region];
  return known ?? (/^[A-Z]{2}$/.test(region) ? countryName(region, language) : region);
}

/** "**Title**: text", with the colon as the language sets it. */
function labelled(title: string, text: string, language: Language): string {
  return `**${title}**${wordsIn(language).colon} ${text}`;
}

function sentence(text: string): string {
  const line = oneLine(text);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function list(items: readonly string[], language: Language): string {
  return items.length > 0 ? items.map((item) => `- ${oneLine(item)}`).join('\n') : wordsIn(language).none;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], language: Language): string {
  if (rows.length === 0) return wordsIn(language).none;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
