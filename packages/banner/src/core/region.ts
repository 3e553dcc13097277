/**
 * The region whose rules hold. A site says it (`data-region="GB"`, from its own server or delivery network). `auto`
 * takes the time zone of the device for a hint, and only where one zone means one law. Unknown is '': ask first.
 */
export function regionOf(said: string | undefined, zone = zoneOfDevice): string {
  if (said !== 'auto') return said ?? '';
  return zone() === 'Europe/London' ? 'GB' : '';
}

/** Asked for only where it counts: finding it out takes a slow device longer than all the rest of the guard. */
function zoneOfDevice(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
