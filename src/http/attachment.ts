import type { HttpContext } from './env.ts';

/** Hands a file out to be saved, as bytes: never shown in the browser, whatever it holds (RFC 6266, RFC 8187). */
export function sendAttachment(c: HttpContext, { name, bytes }: { name: string; bytes: Uint8Array }) {
  c.header('Content-Type', 'application/octet-stream');
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${extValue(name)}`);
  c.header('Cache-Control', 'no-store');
  return c.body(new Uint8Array(bytes));
}

/** A name as RFC 8187 writes it in a header. */
function extValue(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
