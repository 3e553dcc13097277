import type { PolicyData } from '../schema.ts';
import { type Change, REWORDED, same, setChanges, UNREAD, type Verdict, words } from './change.ts';

// biome-ignore lint/suspicious/noExplicitAny: entries of thirteen files pass through here; each table below types its own
export type Entry = Record<string, any>;

/** What a changed field means. Returns one sentence and verdict, several, or null if it means nothing. */
export type FieldRule = (before: Entry, after: Entry, name: string) => Said | readonly Said[] | null;
export interface Said extends Verdict {
  readonly says: string;
}

/** A list of a policy folder, and what it means when an entry comes, goes or changes. */
export interface Comparison {
  readonly group: string;
  readonly entries: (data: PolicyData) => readonly Entry[];
  /** Identifies an entry across versions; default: its id. */
  readonly key?: (entry: Entry) => string;
  /** How the entry is called in a sentence, such as `the recipient “Call centre”`. */
  readonly name: (entry: Entry) => string;
  readonly added?: Verdict | ((entry: Entry) => Said);
  readonly removed?: Verdict | ((entry: Entry) => Said);
  readonly fields?: Readonly<Record<string, FieldRule>>;
  /** Fields that other comparisons cover, or that carry no meaning. */
  readonly ignore?: readonly string[];
}

/** Fields that hold prose. */
const WORDING = new Set([
  'title',
  'description',
  'label',
  'reason',
  'basis_evidence',
  'intro',
  'hint',
  'says',
  'why',
  'purpose',
  'necessity',
  'profile',
  'submit',
  'instead',
  'sponsor_notice',
  'photo_notice',
]);

/**
 * Compares one list of two versions. Every field counts: one without a rule of its own is reported in general words, so
 * that no change goes unsaid.
 */
export function compareEntries(before: PolicyData, after: PolicyData, comparison: Comparison): Change[] {
  const { group, entries, key = (entry: Entry) => String(entry.id), name } = comparison;
  const old = new Map(entries(before).map((entry) => [key(entry), entry]));
  const now = new Map(entries(after).map((entry) => [key(entry), entry]));
  const changes: Change[] = [];
  for (const [id, entry] of now) {
    if (old.has(id)) continue;
    const said = verdict(comparison.added, entry, `New: ${name(entry)}.`);
    changes.push({ group, ...said, clauses: clausesOf(entry) });
  }
  for (const [id, entry] of old) {
    if (now.has(id)) continue;
    const said = verdict(comparison.removed, entry, `Gone: ${name(entry)}.`);
    changes.push({ group, ...said, clauses: clausesOf(entry) });
  }
  for (const [id, entry] of now) {
    const previous = old.get(id);
    if (!previous) continue;
    for (const said of fieldChanges(previous, entry, comparison)) {
      changes.push({ group, ...said, clauses: clausesOf(entry) });
    }
  }
  return changes;
}

function verdict(rule: Comparison['added'], entry: Entry, says: string): Said {
  if (typeof rule === 'function') return rule(entry);
  return { says, ...(rule ?? UNREAD) };
}

function fieldChanges(before: Entry, after: Entry, comparison: Comparison): Said[] {
  // An id that entries are matched by is equal by definition.
  const skip = new Set([...(comparison.key ? [] : ['id']), ...(comparison.ignore ?? [])]);
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.flatMap((field) => {
    if (skip.has(field) || same(before[field], after[field])) return [];
    const rule = comparison.fields?.[field];
    if (!rule) return generalWords(field, before[field], after[field], comparison.name(after));
    const said = rule(before, after, comparison.name(after));
    return said === null ? [] : [said].flat();
  });
}

function generalWords(field: string, before: unknown, after: unknown, name: string): Said[] {
  const label = field.replaceAll('_', ' ');
  if (isWordList(before) && isWordList(after)) {
    const { added, gone } = setChanges(before, after);
    if (added.length + gone.length === 0) return [];
    const parts = [
      added.length > 0 ? `gains ${added.join(', ')}` : '',
      gone.length > 0 ? `loses ${gone.join(', ')}` : '',
    ].filter(Boolean);
    return [{ says: `${capital(name)}: ${label} ${parts.join(' and ')}.`, ...UNREAD }];
  }
  return [
    {
      says: `${capital(name)}: ${label} changes from ${words(before)} to ${words(after)}.`,
      ...(WORDING.has(field) ? REWORDED : UNREAD),
    },
  ];
}

function isWordList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function clausesOf(entry: Entry): string[] {
  return [...(entry.clauses ?? [])];
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
