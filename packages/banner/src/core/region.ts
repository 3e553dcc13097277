/**
 * The region whose rules hold. A site says it (`data-region="GB"`, from its own server or delivery network). `auto`
 * takes the time zone of the device for a hint, and only where one zone means one law. Unknown is '': ask first.
 */
export function regionOf(said: string | undefined, zone: string): string {
  if (said !== 'auto') return said ?? '';
  return zone === 'Europe/London' ? 'GB' : '';
}
