import { isNamed } from '../core/match.ts';
import type { DeclaredService } from '../declared.ts';

/** This host and every domain above it; browsers refuse the ones that are no site of their own. */
export function domainsOf(host: string): string[] {
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'));
}

/** `/a/b/` gives `/a/b/`, `/a/b`, `/a/`, `/a` and `/`: a cookie goes only with the very path it was set for. */
export function pathsOf(path: string): string[] {
  const found = ['/'];
  for (let at = 1; at < path.length; at++) {
    if (path[at] === '/') found.push(path.slice(0, at), path.slice(0, at + 1));
  }
  return path.length > 1 ? [...new Set([...found, path])] : found;
}

/** Deletes what these services declared, here and on the parent domains, in cookies and both storages. */
export function clearStored(services: readonly DeclaredService[]): void {
  const names = services.flatMap(({ stores }) => stores);
  const present = document.cookie.split('; ').map((pair) => pair.split('=')[0]!);
  // biome-ignore lint/suspicious/noDocumentCookie: it must go at once, before the page is loaded again
  for (const name of present.filter((one) => one && isNamed(one, names)))
    for (const path of pathsOf(location.pathname))
      for (const domain of ['', ...domainsOf(location.hostname).map((one) => `;domain=${one}`)]) {
        // biome-ignore lint/suspicious/noDocumentCookie: it must go at once, before the page is loaded again
        document.cookie = `${name}=;path=${path}${domain};max-age=0`;
      }
  for (const kind of ['localStorage', 'sessionStorage'] as const)
    try {
      const storage = window[kind];
      for (const name of Object.keys(storage)) if (isNamed(name, names)) storage.removeItem(name);
    } catch {
      // Storage is switched off, so nothing is in it.
    }
}
