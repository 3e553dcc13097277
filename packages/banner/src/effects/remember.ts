import { encodeChoice } from '../core/choice.ts';
import type { Declared } from '../declared.ts';

/** Keeps an explicit choice in its cookie; `domain` shares it between the subdomains of a site. */
export function rememberChoice(
  { cookie, days }: Declared,
  hash: string,
  granted: readonly string[],
  domain: string | undefined,
): void {
  const value = encodeChoice({ hash, minutes: Math.floor(Date.now() / 60_000), granted });
  const secure = location.protocol === 'https:' ? ';secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the guard reads it before anything else of the page runs
  document.cookie = `${cookie}=${value};path=/;max-age=${days * 86_400};samesite=lax${secure}${domain ? `;domain=${domain}` : ''}`;
}
