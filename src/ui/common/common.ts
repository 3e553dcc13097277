import type { Child } from 'hono/jsx';

/** What a component shows: text is escaped, elements are kept. */
export type Content = Child;

/** Extra HTML attributes, set as they are. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Options that every component takes. */
export interface Common {
  readonly classes?: string;
  readonly attributes?: Attributes;
}

type Name = string | number | bigint | false | null | undefined;

/** Joins class names; falsy ones are left out. */
export function cx(...names: readonly Name[]): string {
  return names.filter(Boolean).join(' ');
}

/** Joins the ids that describe a field; undefined when there are none. */
export function describedBy(...ids: readonly Name[]): string | undefined {
  return cx(...ids) || undefined;
}
