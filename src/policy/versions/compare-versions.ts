/** Orders versions by day and then by number, so that `2026-11-22.10` comes after `2026-11-22.9`. */
export function compareVersions(a: string, b: string): number {
  const [dayA = '', numberA = '0'] = a.split('.');
  const [dayB = '', numberB = '0'] = b.split('.');
  return dayA === dayB ? Number(numberA) - Number(numberB) : dayA < dayB ? -1 : 1;
}
