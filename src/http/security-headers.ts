import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Heed } from '../heed.ts';

/**
 * Headers of every response. Pages run no inline script and ask no third party for anything; the policy holds for
 * API responses as well, so that a body opened in a browser stays inert.
 */
export function securityHeaders(heed: Pick<Heed, 'mode'>): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    // A demo speaks plain HTTP on loopback; telling browsers to insist on TLS there would lock people out.
    strictTransportSecurity: heed.mode === 'demo' ? false : 'max-age=31536000; includeSubDomains',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  });
}
