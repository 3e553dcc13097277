/** What `GET /v1/embedded-forms/{policy}/{form}` says. Every word of it is the server's, so that a language is too. */
export interface Definition {
  readonly lang: string;
  readonly title: string;
  readonly intro: string;
  readonly submit: string;
  readonly fields: readonly Field[];
  readonly choices: readonly Group[];
  /** Who uses it, what for, and the notice in force. */
  readonly use: {
    readonly heading: string;
    readonly lead: string;
    readonly purposes: readonly string[];
    readonly notice: readonly (string | { readonly text: string; readonly href: string })[];
  };
  readonly photo: string | null;
  /** One-time token of this page, and the leading zero bits that the work on it has to show. */
  readonly challenge: string;
  readonly bits: number;
  readonly preferences: string;
  readonly texts: Readonly<Record<TextId, string>>;
}

export type TextId =
  | 'problem'
  | 'choose'
  | 'choice'
  | 'choiceLead'
  | 'continue'
  | 'check'
  | 'change'
  | 'yes'
  | 'notTicked'
  | 'notGiven'
  | 'done'
  | 'reference'
  | 'mailed'
  | 'preferences'
  | 'working'
  | 'failed';

export interface Field {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly hint: string;
  readonly required: boolean;
  readonly autocomplete: string | null;
  /** What can be chosen, as value and text; empty where anything may be entered. */
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** Boxes that stand together, all of them empty, with the notice that belongs above them. */
export interface Group {
  readonly legend: string;
  readonly notice: string | null;
  readonly hint: string | null;
  readonly boxes: readonly { readonly id: string; readonly label: string }[];
}

/** What was entered: values by field, ids of ticked boxes. */
export interface Answers {
  readonly fields: Readonly<Record<string, string>>;
  readonly choices: readonly string[];
}

export interface Problem {
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface Done {
  readonly reference: string;
  readonly confirmation_mailed: boolean;
}
