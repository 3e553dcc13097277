/** Whether an origin is one of a list; `https://*.example.org` stands for every host below example.org. */
export function isAmong(origin: string, list: Iterable<string>): boolean {
  for (const entry of list) {
    const star = entry.indexOf('*.');
    if (
      star < 0
        ? entry === origin
        : origin.startsWith(entry.slice(0, star)) && origin.endsWith(entry.slice(star + 1))
    )
      return true;
  }
  return false;
}

/** Whether a name is one of the declared names; `_ga*` stands for every name that begins so. */
export function isNamed(name: string, names: readonly string[]): boolean {
  return names.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name));
}
