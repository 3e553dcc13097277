import {
  countryOf,
  inColumn,
  isNotClearNo,
  RejectedRow,
  regionOf,
  wholeNumberOf,
  zoneOf,
} from '../contacts/import/cell-values.ts';
import {
  type Identifier,
  type IdentifierKind,
  KIND_OF_CHANNEL,
  normaliseIdentifier,
} from '../contacts/normalise.ts';
import { countryOfNumber } from '../contacts/number-country.ts';
import type { Columns } from '../csv/map-columns.ts';
import type { ListRow } from '../csv/open-list.ts';
import type { Subject } from '../decision/types.ts';
import type { ScreenedField } from './columns.ts';
import type { Question } from './plan.ts';

/** One row that can be decided. */
export interface ReadRow {
  /** The identifier that the channel goes to first, then the person's others in the row; normalised. */
  readonly identifiers: readonly Identifier[];
  /** What the list says of the person. */
  readonly subject: Subject & { readonly birth_year?: number };
  /** The list itself says that the person opted out. */
  readonly optedOut: boolean;
}

/** Why a row cannot be decided: the heading of the column, empty for the whole row. */
export interface BadRow {
  readonly column: string;
  readonly why: string;
}

const KINDS = ['email', 'phone', 'member', 'post'] as const satisfies readonly IdentifierKind[];
type Kind = (typeof KINDS)[number];

/** Reads the rows of one list for one question. */
export class RowReader {
  readonly #header: readonly string[];
  readonly #columns: Columns;
  readonly #question: Question;
  readonly #fromOthers: boolean;
  /** The kind that the channel goes to, then the others that the list has. */
  readonly #kinds: readonly Kind[];

  /** @param listFrom who supplied the list, where it was told: `subject`, `third_party` or `enrichment` */
  constructor(header: readonly string[], columns: Columns, question: Question, listFrom?: string) {
    this.#fromOthers = listFrom !== undefined && listFrom !== 'subject';
    this.#header = header;
    this.#columns = columns;
    this.#question = question;
    const there = KINDS.filter((kind) => this.#has(kind));
    const wanted =
      KIND_OF_CHANNEL[question.channel] ??
      (['member', 'email', 'phone'] as const).find((kind) => there.includes(kind));
    this.#kinds = [...there.filter((kind) => kind === wanted), ...there.filter((kind) => kind !== wanted)];
  }

  /** The kinds of identifier that are read of a row, the one that the channel goes to first. */
  get kinds(): readonly IdentifierKind[] {
    return this.#kinds;
  }

  /** A row that can be decided, or why it cannot. */
  read(row: ListRow): ReadRow | BadRow {
    if (row.problem) return { column: '', why: row.problem.message };
    try {
      const subject = this.#subject(row);
      const optedOut = isNotClearNo(row.cell(this.#columns.index('opted_out')));
      const identifiers = this.#identifiers(row, subject.country);
      const country = subject.country ?? this.#countryByNumber(identifiers[0]!);
      return { identifiers, subject: { ...subject, ...(country && { country }) }, optedOut };
    } catch (error) {
      if (error instanceof RejectedRow) return { column: error.column, why: error.message };
      throw error;
    }
  }

  /** A number that is contacted tells its country where nothing else does. */
  #countryByNumber({ kind, value }: Identifier): string | undefined {
    return kind === 'phone' ? countryOfNumber(value) : undefined;
  }

  #has(kind: Kind): boolean {
    const { index } = this.#columns;
    if (index(kind) >= 0) return true;
    const named = index('name') >= 0 || index('last_name') >= 0;
    return kind === 'post' && named && index('postcode') >= 0 && index('house') >= 0;
  }

  #identifiers(row: ListRow, country: string | undefined): Identifier[] {
    const identifiers: Identifier[] = [];
    for (const kind of this.#kinds) {
      for (const { text, column } of this.#texts(row, kind)) {
        if (text === '') continue;
        const value = this.#normalise(kind, text, column, country, identifiers.length === 0);
        if (value !== undefined) identifiers.push({ kind, value });
      }
      if (identifiers.length === 0) throw new RejectedRow(this.#heading(kind), 'The cell is empty.');
    }
    return identifiers;
  }

  /** Every cell of a kind: a list may have a phone and a mobile, of which the first that is filled is the one. */
  #texts(row: ListRow, kind: Kind): { text: string; column: string }[] {
    const texts = this.#columns
      .all(kind)
      .map((at) => ({ text: row.cell(at).trim(), column: this.#header[at]! }));
    if (kind !== 'post' || texts.length > 0) return texts;
    const parts = [this.#name(row), this.#cell(row, 'postcode'), this.#cell(row, 'house')];
    const text = parts.every((part) => part === '') ? '' : parts.join('|');
    return [{ text, column: this.#heading('postcode') }];
  }

  #normalise(
    kind: Kind,
    text: string,
    column: string,
    country: string | undefined,
    first: boolean,
  ): string | undefined {
    try {
      return inColumn(column, () => normaliseIdentifier(kind, text, { country }));
    } catch (error) {
      // Only the identifier that is contacted has to be usable.
      if (!first && error instanceof RejectedRow) return undefined;
      throw error;
    }
  }

  #name(row: ListRow): string {
    const whole = this.#cell(row, 'name');
    const name = whole || `${this.#cell(row, 'first_name')} ${this.#cell(row, 'last_name')}`.trim();
    return name.replaceAll('|', ' ');
  }

  /** What the row tells, over what holds for the whole list. */
  #subject(row: ListRow): ReadRow['subject'] {
    const { country: everywhere, subject: defaults } = this.#question;
    const subject: Record<string, unknown> = { ...defaults };
    const country = this.#optional(row, 'country', countryOf) ?? everywhere ?? undefined;
    const said = {
      country,
      region: this.#optional(row, 'region', (text) => regionOf(text, country)),
      tz: this.#optional(row, 'tz', zoneOf),
      subscriber: this.#optional(row, 'subscriber', (text) => this.#subscriber(row, text)),
      entity: this.#optional(row, 'entity', (text) => text.trim().toLowerCase().replaceAll(/\W+/g, '_')),
      age: this.#optional(row, 'age', (text) => wholeNumberOf(text, 0, 150)),
      birth_year: this.#optional(row, 'birth_year', (text) => wholeNumberOf(text, 1850, 2200)),
    };
    for (const [name, value] of Object.entries(said)) if (value !== undefined) subject[name] = value;
    return subject;
  }

  /**
   * Corporate subscribers may be emailed without consent, so the finding needs a reason (PECR reg 2). What a seller says
   * of its own list is none. Whatever is not plainly corporate counts as an individual.
   */
  #subscriber(row: ListRow, text: string): string {
    const said = text.toLowerCase();
    const vouched = !this.#fromOthers || this.#cell(row, 'subscriber_reason') !== '';
    return said === 'corporate' && !vouched ? 'unknown' : said;
  }

  #cell(row: ListRow, field: ScreenedField): string {
    return row.cell(this.#columns.index(field)).trim();
  }

  #optional<T>(row: ListRow, field: ScreenedField, read: (text: string) => T): T | undefined {
    const text = this.#cell(row, field);
    return text === '' ? undefined : inColumn(this.#heading(field), () => read(text));
  }

  #heading(field: ScreenedField): string {
    return this.#header[this.#columns.index(field)] ?? field;
  }
}
