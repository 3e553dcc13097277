import type { PolicyData } from '../schema.ts';
import { type Change, same, setChanges, type Verdict, words } from './change.ts';
import type { Speech } from './speech.ts';

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

/** A version to compare: its data, and the same with the texts that are quoted to a reader. */
export interface Compared {
  readonly data: PolicyData;
  readonly shown: PolicyData;
}

interface Pair {
  readonly entry: Entry;
  readonly shown: Entry;
}

/**
 * Compares one list of two versions. Every field counts: one without a rule of its own is reported in general words, so
 * that no change goes unsaid.
 */
export function compareEntries(
  before: Compared,
  after: Compared,
  comparison: Comparison,
  speech: Speech,
): Change[] {
  const { group, name } = comparison;
  const { t } = speech;
  const old = pairs(before, comparison);
  const now = pairs(after, comparison);
  const changes: Change[] = [];
  for (const [id, { shown }] of now) {
    if (old.has(id)) continue;
    const said = verdict(comparison.added, shown, t.added(name(shown)), speech);
    changes.push({ group, ...said, clauses: clausesOf(shown) });
  }
  for (const [id, { shown }] of old) {
    if (now.has(id)) continue;
    const said = verdict(comparison.removed, shown, t.gone(name(shown)), speech);
    changes.push({ group, ...said, clauses: clausesOf(shown) });
  }
  for (const [id, pair] of now) {
    const previous = old.get(id);
    if (!previous) continue;
    for (const said of fieldChanges(previous, pair, comparison, speech)) {
      changes.push({ group, ...said, clauses: clausesOf(pair.entry) });
    }
  }
  return changes;
}

function pairs({ data, shown }: Compared, { entries, key }: Comparison): Map<string, Pair> {
  const spoken = entries(shown);
  return new Map(
    entries(data).map((entry, at) => [key ? key(entry) : String(entry.id), { entry, shown: spoken[at]! }]),
  );
}

function verdict(rule: Comparison['added'], entry: Entry, says: string, { verdicts }: Speech): Said {
  if (typeof rule === 'function') return rule(entry);
  return { says, ...(rule ?? verdicts.UNREAD) };
}

function fieldChanges(before: Pair, after: Pair, comparison: Comparison, speech: Speech): Said[] {
  // An id that entries are matched by is equal by definition.
  const skip = new Set([...(comparison.key ? [] : ['id']), ...(comparison.ignore ?? [])]);
  const fields = [...new Set([...Object.keys(before.entry), ...Object.keys(after.entry)])];
  const name = comparison.name(after.shown);
  return fields.flatMap((field) => {
    if (skip.has(field) || same(before.entry[field], after.entry[field])) return [];
    // Words that changed in the original only are quoted from it.
    const spoken = !same(before.shown[field], after.shown[field]);
    const [old, now] = spoken ? [before.shown, after.shown] : [before.entry, after.entry];
    const rule = comparison.fields?.[field];
    if (!rule) return generalWords(field, old[field], now[field], name, speech);
    const said = rule(old, now, name);
    return said === null ? [] : [said].flat();
  });
}

function generalWords(
  field: string,
  before: unknown,
  after: unknown,
  name: string,
  { t, verdicts }: Speech,
): Said[] {
  const label = t.fieldName(field);
  if (isWordList(before) && isWordList(after)) {
    const { added, gone } = setChanges(before, after);
    if (added.length + gone.length === 0) return [];
    const plain = (values: string[]) => values.map((value) => t.code(value)).join(', ');
    const gains = added.length > 0 ? t.gains(plain(added)) : '';
    const loses = gone.length > 0 ? t.loses(plain(gone)) : '';
    const says = t.list(capital(name), label, gains && loses ? t.both(gains, loses) : gains || loses);
    return [{ says, ...verdicts.UNREAD }];
  }
  return [
    {
      says: t.differs(capital(name), label, words(before, t), words(after, t)),
      ...(WORDING.has(field) ? verdicts.REWORDED : verdicts.UNREAD),
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
