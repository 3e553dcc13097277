/**
 * Keeps the latest results of a function whose inputs never change, such as a published text.
 *
 * @param size how many results are kept; the one that was asked for longest ago goes first
 */
export function remember<T>(size: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const known = kept.get(key);
    const value = known ?? make();
    kept.delete(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= size) break;
      kept.delete(oldest);
    }
    return value;
  };
}
