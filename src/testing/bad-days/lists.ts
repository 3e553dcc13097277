const HEADING =
  'E-mail,Country,Opted out,Opted out at,Consent,Consent wording version,Consent method,Consent at,Consent notice version,Collected on';

/** Which of ten rows cannot be taken in. */
const BROKEN = new Set([3, 8]);

/**
 * A list of fictional people for one round: of ten rows two cannot be read, one opts out, and three bring a proven
 * consent. Lists of two rounds differ in the addresses alone, so they come out alike.
 */
export function contactList(round: string, rows: number): string {
  const lines = [HEADING];
  for (let i = 0; i < rows; i++) {
    const email = i % 10 === 3 ? 'not an address' : `person-${i}.${round}@example.org`;
    const stop = i % 10 === 5 ? ['yes', '2026-02-03T10:00:00Z'] : ['', ''];
    const consent =
      i % 10 < 3
        ? ['yes', 'signup@3', 'unticked_box', '2026-01-05T09:00:00Z', 'cmp@2026-11-22']
        : ['', '', '', '', ''];
    lines.push(
      i % 10 === 8 ? `${email},only,three` : [email, 'GB', ...stop, ...consent, '2026-01-05'].join(),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** How many rows of such a list are taken in. */
export const takenOf = (rows: number): number =>
  Array.from({ length: rows }, (_, i) => i).filter((i) => !BROKEN.has(i % 10)).length;
