// The part of React that the binding uses; the real types come from the site that installs it.
declare module 'react' {
  export function useSyncExternalStore<T>(
    subscribe: (changed: () => void) => () => void,
    now: () => T,
    server: () => T,
  ): T;
}
