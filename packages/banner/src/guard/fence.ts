/**
 * Closes the page towards every origin that may not be reached, by a Content-Security-Policy in a `<meta>`. Scripts
 * cannot stop what the parser and style sheets load by themselves; the browser can. It also holds for addresses that
 * no list knows. A policy cannot be loosened later, so what is granted afterwards needs a reload to get through.
 */
export function closePage(origins: readonly string[]): void {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  const sockets = origins
    .filter((origin) => /^https?:/.test(origin))
    .map((origin) => origin.replace(/^http/, 'ws'));
  // What the site's own policy forbids stays forbidden: of two policies both must agree.
  meta.content = `default-src 'self' data: blob: mediastream: 'unsafe-inline' 'unsafe-eval' ${[...origins, ...sockets].join(' ')}`;
  document.head.append(meta);
}
