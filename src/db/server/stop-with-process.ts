const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs `step` when this process ends without having got round to closing: by `process.exit`, or by a signal that
 * nothing else listens to. Returns how to take that back.
 */
export function stopWithProcess(step: () => void): () => void {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = () => {
      if (process.listenerCount(signal) === steps) process.exit(code);
    };
    return [signal, handler] as const;
  });
  steps++;
  process.once('exit', step);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    steps--;
    process.off('exit', step);
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}

/** How many listeners on each signal are of this kind. */
let steps = 0;
