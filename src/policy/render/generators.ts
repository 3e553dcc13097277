import { joinWords } from '../duration.ts';
import type { PolicyData } from '../schema.ts';
import {
  AFTER,
  BASES,
  CHANNEL_WORDS,
  countryName,
  emailLink,
  longDate,
  MECHANISMS,
  oneLine,
  open,
  periodWords,
} from './words.ts';

/** Makes a block of Markdown from the data of a policy. */
export type Generator = (data: PolicyData) => string;

const ROLES = {
  controller: 'decides for itself',
  joint_controller: 'decides with us',
  processor: 'works for us',
} as const;
const KINDS = { physical: 'Physical', technical: 'Technical', administrative: 'Administrative' } as const;

/** Lists that a notice may ask for with `{{list:…}}`. */
export const LISTS: Readonly<Record<string, Generator>> = {
  purposes: (data) =>
    list(
      data.purposes.purposes.map((purpose) => {
        const reach = purpose.channels.map((channel) => CHANNEL_WORDS[channel]!);
        const by = reach.length > 0 ? ` We may reach you by ${joinOr(reach)}.` : '';
        return `**${purpose.title}.** ${sentence(purpose.description)}${by} *Legal basis: ${BASES[purpose.basis].toLowerCase()}.* ${sentence(purpose.basis_evidence)}`;
      }),
    ),
  bases: (data) =>
    list(
      Object.entries(BASES).flatMap(([basis, name]) => {
        const titles = data.purposes.purposes
          .filter((purpose) => purpose.basis === basis)
          .map(({ title }) => title);
        return titles.length > 0 ? [`**${name}**: ${titles.map(open).join('; ')}.`] : [];
      }),
    ),
  interests: (data) =>
    list(
      data.purposes.purposes
        .filter(({ basis }) => basis === 'legitimate_interests')
        .map(({ title, basis_evidence }) => `**${title}**: ${sentence(basis_evidence)}`),
    ),
  data: (data) =>
    list(
      data.data.categories.map((category) => {
        const special = category.special_category ? ' This is sensitive data under Art 9 GDPR.' : '';
        return `**${category.title}**: ${sentence(category.description)}${special}`;
      }),
    ),
  topics: (data) => list(data.purposes.topics.map(({ title }) => title)),
  recipients: (data) =>
    list(
      data.recipients.recipients.map(
        ({ title, description, role, countries }) =>
          `**${title}** (${ROLES[role]}; ${countries.map(countryName).join(', ')}): ${sentence(description)}`,
      ),
    ),
  systems: (data) =>
    list(
      data.recipients.systems.map(
        ({ title, country, operator }) => `**${title}**, ${countryName(country)}, run by ${open(operator)}.`,
      ),
    ),
  portals: (data) => list(data.portals.portals.map(({ title }) => title)),
  rights: (data) =>
    list(
      data.requests.rights.map(
        ({ title, description, limits }) =>
          `**${title}.** ${sentence(description)}${limits ? ` ${sentence(limits)}` : ''}`,
      ),
    ),
  sources: (data) => list(data.sources.sources.map(({ title }) => sentence(title))),
  'bought-lists': (data) =>
    list(
      data.sources.lists.map(
        ({ title, seller, purchased }) => `**${title}**, from ${seller}, bought on ${longDate(purchased)}.`,
      ),
    ),
  intake: (data) =>
    list(data.policy.intake.map((point) => `${sentence(point.purpose)} ${contactWords(point)}.`)),
  authorities: (data) =>
    list(
      data.policy.authorities.map(({ for: region, name, url, complaint_route }) => {
        const route =
          complaint_route && !complaint_route.startsWith('http') ? ` ${sentence(complaint_route)}` : '';
        const address = complaint_route?.startsWith('http') ? complaint_route : url;
        return `**${regionName(region)}**: ${name}, <${address}>.${route}`;
      }),
    ),
  representatives: (data) =>
    list(
      data.policy.representatives.map(
        ({ region, contact }) => `**${regionName(region)}**: ${contactWords(contact)}.`,
      ),
    ),
  'staff-safeguards': (data) =>
    list(
      Object.entries(KINDS).flatMap(([category, name]) => {
        const titles = data.staff.security
          .filter((control) => control.category === category)
          .map(({ title }) => open(title));
        return titles.length > 0 ? [`**${name}**: ${titles.join('; ')}.`] : [];
      }),
    ),
  websites: (data) => list(data.policy.websites.map((url) => `<${url}>`)),
  documents: (data) => list(data.requests.documents.map(({ title }) => title)),
  embeds: (data) =>
    list(
      data.cookies.embeds.map(({ provider, notice_url, joint_controller }) => {
        const joint = joint_controller
          ? ' We and this provider are jointly responsible for what the widget collects.'
          : '';
        return `**${provider}**: its own notice is at <${notice_url}>.${joint}`;
      }),
    ),
};

/** Tables that a notice may ask for with `{{table:…}}`. */
export const TABLES: Readonly<Record<string, Generator>> = {
  cookies: (data) =>
    table(
      ['Name', 'Kind', 'From', 'What for', 'Kept for'],
      data.cookies.cookies.map((cookie) => [
        `\`${cookie.name}\``,
        data.cookies.categories.find(({ id }) => id === cookie.category)?.title ?? cookie.category,
        cookie.provider,
        cookie.necessity ? `${sentence(cookie.purpose)} ${sentence(cookie.necessity)}` : cookie.purpose,
        cookie.duration === 'session' ? 'until you close the browser' : periodWords(cookie.duration),
      ]),
    ),
  'cookie-kinds': (data) =>
    table(
      ['Kind', 'What it is for', 'When it is on'],
      data.cookies.categories.map(({ title, description, strictly_necessary }) => [
        title,
        description,
        strictly_necessary ? 'always' : 'if you agree',
      ]),
    ),
  retention: (data) =>
    table(
      ['What', 'How long', 'Counted from', 'Then', 'Why'],
      data.retention.rules.map(({ title, period, trigger, then: after, why }) => [
        title,
        periodWords(period),
        trigger,
        AFTER[after],
        why,
      ]),
    ),
  transfers: (data) =>
    table(
      ['Who receives it', 'From', 'To', 'Safeguard'],
      data.recipients.transfers.map(({ recipient, from, to, mechanism }) => [
        data.recipients.recipients.find(({ id }) => id === recipient)?.title ?? recipient,
        from.replace('+', ' and '),
        countryName(to),
        MECHANISMS[mechanism],
      ]),
    ),
};

/** How to reach somebody, on one line: name, email, phone, web address, postal address. */
export function contactWords(contact: PolicyData['policy']['dpo']): string {
  return [
    contact.name,
    contact.email && emailLink(contact.email),
    contact.phone,
    contact.url && `<${contact.url}>`,
    contact.address && postalLines(contact.address).length > 0 && addressWords(contact.address),
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
export function addressWords(address: PostalAddress): string {
  return [...postalLines(address), countryName(address.country)].join(', ');
}

function regionName(region: string): string {
  const known: Record<string, string> = {
    EU: 'European Union',
    EEA: 'European Economic Area',
    UK: 'United Kingdom',
    'US-CA': 'California',
  };
  return known[region] ?? (/^[A-Z]{2}$/.test(region) ? countryName(region) : region);
}

function joinOr(words: readonly string[]): string {
  return joinWords(words).replace(/ and (?=[^,]*$)/, ' or ');
}

function sentence(text: string): string {
  const line = oneLine(text);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function list(items: readonly string[]): string {
  return items.length > 0 ? items.map((item) => `- ${oneLine(item)}`).join('\n') : 'None at present.';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None at present.';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
