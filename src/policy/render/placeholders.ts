import type { Language } from '../../texts/languages.ts';
import { formatDuration, parseDuration } from '../duration.ts';
import type { PolicyData } from '../schema.ts';
import { addressWords, contactWords, LISTS, postalLines, TABLES } from './generators.ts';
import { clockWords, countryName, longDate, periodWords } from './words.ts';

/** What a placeholder stands for: Markdown, as part of a line or as a block of its own. */
export interface Value {
  readonly markdown: string;
  readonly block: boolean;
}

/**
 * The value of a placeholder, or null if there is none of that name. Names are `list:…` and `table:…` for blocks;
 * `clock.<id>`, `period.<id>`, `contact:…`, `address`, `version`, `effective`; and otherwise a path into policy.yaml, or
 * into another file by its name, where an item of a list is named by its id (`staff.training.renew_every`).
 */
export function placeholderValue(data: PolicyData, name: string, language: Language = 'en'): Value | null {
  const [kind, rest] = split(name, ':');
  const block = kind === 'list' ? LISTS : kind === 'table' ? TABLES : null;
  if (rest !== null && block) {
    return Object.hasOwn(block, rest) ? { markdown: block[rest]!(data, language), block: true } : null;
  }
  const markdown =
    rest !== null
      ? kind === 'contact'
        ? contact(data, rest, language)
        : null
      : inlineValue(data, name, language);
  return markdown === null ? null : { markdown: markdown.trim(), block: false };
}

/**
 * Fills every placeholder of a text. Values may hold placeholders themselves, one level deep, so that a description in
 * the data can say `{{clock.rights}}` too; an unknown one stays as it stands.
 */
export function fillPlaceholders(
  data: PolicyData,
  text: string,
  language: Language = 'en',
  depth = 0,
): string {
  return withoutUnsetAddress(data, text).replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) => {
    const value = placeholderValue(data, name.trim(), language);
    if (!value) return whole;
    return depth < 1 ? fillPlaceholders(data, value.markdown, language, depth + 1) : value.markdown;
  });
}

/** Drops each sentence, or part of one after a comma, that would only tell an address nobody has set yet. */
function withoutUnsetAddress(data: PolicyData, text: string): string {
  if (postalLines(data.policy.controller.postal_address).length > 0) return text;
  return text
    .replace(/,\s*\{\{\s*address\s*\}\}/g, '')
    .replace(/(^|[.!?]\s+|\[|\n\s*\n)(?:(?!\n\s*\n)[^.!?;{}[\]])*\{\{\s*address\s*\}\}\.[ \t]*/g, '$1');
}

function inlineValue(data: PolicyData, name: string, language: Language): string | null {
  const [head, rest] = split(name, '.');
  if (name === 'address') return addressWords(data.policy.controller.postal_address, language);
  if (name === 'version') return `${data.policy.id}@${data.policy.version}`;
  if (name === 'effective') return longDate(data.policy.version.slice(0, 10), language);
  if (head === 'clock') {
    const clock = data.requests.clocks.find(({ id }) => id === rest);
    return clock ? clockWords(clock, language) : null;
  }
  if (head === 'period') {
    const rule = data.retention.rules.find(({ id }) => id === rest);
    return rule ? periodWords(rule.period, language) : null;
  }
  const inPolicy = valueAt(data.policy, name.split('.'), language);
  if (inPolicy !== null) return inPolicy;
  return Object.hasOwn(data, head) && rest !== null
    ? valueAt(data[head as keyof PolicyData], rest.split('.'), language)
    : null;
}

function contact(data: PolicyData, name: string, language: Language): string | null {
  const [kind, id] = split(name, '.');
  if (kind === 'dpo' && id === null) return contactWords(data.policy.dpo, language);
  const point =
    kind === 'intake'
      ? data.policy.intake.find((intake) => intake.id === id)
      : kind === 'representative'
        ? data.policy.representatives.find(({ region }) => region === id)?.contact
        : undefined;
  return point ? contactWords(point, language) : null;
}

function valueAt(root: unknown, path: readonly string[], language: Language): string | null {
  let value: unknown = root;
  for (const step of path) {
    if (Array.isArray(value)) value = value.find((item) => item?.id === step) ?? value[Number(step)];
    else if (value !== null && typeof value === 'object' && Object.hasOwn(value, step)) {
      value = (value as Record<string, unknown>)[step];
    } else return null;
  }
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  if (parseDuration(value)) return formatDuration(value, { language });
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return longDate(value, language);
  return path.at(-1) === 'country' ? countryName(value, language) : value;
}

function split(text: string, by: string): [head: string, rest: string | null] {
  const at = text.indexOf(by);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
