import { joinAnd } from '../../texts/format.ts';
import { FIRST_LANGUAGE, type Language } from '../../texts/languages.ts';
import { type Texts, textsIn } from '../../texts/texts.ts';
import type { PolicyData } from '../schema.ts';
import { verdictsIn } from './change.ts';

/** Entries that others name by their id. */
type Named = 'data' | 'purposes' | 'topics' | 'retention' | 'recipients' | 'fields';

/** How a comparison speaks. */
export interface Speech {
  readonly language: Language;
  readonly texts: Texts;
  /** The sentences of the comparison. */
  readonly t: Texts['changes'];
  readonly verdicts: ReturnType<typeof verdictsIn>;
  /**
   * What an entry is called that another names by its id. English keeps the id, which stands in the files that its
   * readers change; a reader of another language gets the title.
   */
  called(kind: Named, id: string): string;
  /** Entries by id, each in quotation marks: “a” and “b”. */
  quoted(kind: Named, ids: readonly string[]): string;
  /** Entries by id in running words. */
  listed(kind: Named, ids: readonly string[]): string;
}

/** @param versions data as its readers see it; the first that has an entry names it */
export function speechIn(language: Language, versions: readonly PolicyData[]): Speech {
  const texts = textsIn(language);
  const t = texts.changes;
  const plain = language === FIRST_LANGUAGE;
  const titles = plain ? null : versions.map(titlesOf);
  const called = (kind: Named, id: string) =>
    titles?.map((one) => one[kind].get(id)).find((title) => title !== undefined) ?? t.code(id);
  const quoted = (kind: Named, ids: readonly string[]) =>
    joinAnd(
      ids.map((id) => t.quote(called(kind, id))),
      language,
    );
  return {
    language,
    texts,
    t,
    verdicts: verdictsIn(t),
    called,
    quoted,
    listed: (kind, ids) => (plain ? ids.join(', ') : quoted(kind, ids)),
  };
}

function titlesOf(data: PolicyData): Record<Named, ReadonlyMap<string, string>> {
  const byId = (entries: readonly { id: string; title: string }[]) =>
    new Map(entries.map(({ id, title }) => [id, title]));
  return {
    data: byId(data.data.categories),
    purposes: byId(data.purposes.purposes),
    topics: byId(data.purposes.topics),
    retention: byId(data.retention.rules),
    recipients: byId(data.recipients.recipients),
    fields: new Map(data.data.categories.flatMap(({ fields }) => fields.map(({ id, label }) => [id, label]))),
  };
}
