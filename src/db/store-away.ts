/** The database is away, as far as this process can tell. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
  /** It went while a change was being saved, which may have been done or not. */
  readonly outcomeUnknown: boolean;

  constructor(message: string, cause?: unknown, outcomeUnknown = false) {
    super(message, { cause });
    this.outcomeUnknown = outcomeUnknown;
  }
}

/** Whether an error says that the server is away, not that the question was wrong. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof StoreAway) return true;
  const code = (error as { code?: unknown } | null)?.code;
  // A server on a socket of its own takes the socket away when it stops.
  if (code === 'ENOENT') return (error as { syscall?: unknown }).syscall === 'connect';
  if (typeof code !== 'string')
    return (
      error instanceof Error && /timeout e(?:xceeded|xpired)|terminated|not queryable/i.test(error.message)
    );
  return /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|08|57P0|53300)/.test(code);
}
