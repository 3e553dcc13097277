/** One service that may store, read or send something once it is allowed. */
export interface DeclaredService {
  readonly id: string;
  readonly category: string;
  /** Origins it talks to, such as `https://www.youtube.com` or `https://*.example.org`. */
  readonly origins: readonly string[];
  /** Names of what it stores in the first party; `*` at the end stands for any ending. */
  readonly stores: readonly string[];
}

/**
 * What the guard has to know before anything else runs. Heed writes it into the `data-heed` attribute of the guard's
 * own tag, from the same list as the Content-Security-Policy.
 */
export interface Declared {
  readonly policy: string;
  /** Changes with the declared set; a choice made for another set does not count. */
  readonly hash: string;
  /** Name of the cookie that keeps the choice. */
  readonly cookie: string;
  /** After so many days the choice is asked for again. */
  readonly days: number;
  /** Address of the banner's configuration. */
  readonly config: string;
  /** Languages beside the first in which the configuration is there, at `config?lang=…`. */
  readonly languages?: readonly string[];
  /** Origins that are strictly necessary. Heed's own is always among them. */
  readonly allow: readonly string[];
  readonly services: readonly DeclaredService[];
  /** Services that may run before any choice, by region (`GB`, `US-CA`); everywhere else it is none. */
  readonly before: Readonly<Record<string, readonly string[]>>;
  /** Whether Global Privacy Control counts as a refusal. */
  readonly gpc: boolean;
  /** Google's consent types by category. */
  readonly google: Readonly<Record<string, readonly string[]>>;
}
