/** What a visitor decided. Everything that is declared and not granted is refused. */
export interface Choice {
  /** Hash of the declared set that was shown. */
  readonly hash: string;
  /** When, in minutes since 1970: as much as the period needs. */
  readonly minutes: number;
  /** Ids of the services that may run. */
  readonly granted: readonly string[];
}

const DAY = 24 * 60;

/** The choice as the value of its cookie. It holds nothing that tells one visitor from another. */
export function encodeChoice({ hash, minutes, granted }: Choice): string {
  return `${hash}.${minutes.toString(36)}.${granted.join('~')}`;
}

/** Reads the value of the cookie, or undefined when it is none. */
export function decodeChoice(value: string): Choice | undefined {
  const parts = value.split('.');
  const minutes = Number.parseInt(parts[1] ?? '', 36);
  if (parts.length !== 3 || !(minutes > 0)) return undefined;
  return { hash: parts[0]!, minutes, granted: parts[2] ? parts[2].split('~') : [] };
}

/** Whether a choice still counts: made for this declared set, not too long ago and not in the future. */
export function stillCounts(choice: Choice | undefined, hash: string, days: number, now: number): boolean {
  if (choice?.hash !== hash) return false;
  const age = now / 60_000 - choice.minutes;
  return age > -DAY && age < days * DAY;
}

/** The value of a cookie in `document.cookie`. */
export function readCookie(cookies: string, name: string): string | undefined {
  for (const pair of cookies.split('; ')) if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  return undefined;
}
