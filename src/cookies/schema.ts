import { z } from 'zod';

const ids = z.array(z.string().regex(/^[a-z0-9-]{1,80}$/)).max(200);

export const METHODS = ['accept_all', 'refuse_all', 'choose', 'withdraw', 'embed', 'form'] as const;

/** `POST /v1/cookie-consents` takes this. There is no time in it: the server's clock says when. */
export const consentSchema = z.strictObject({
  /** Made by the browser; sending it again changes nothing. */
  id: z.uuid(),
  policy: z.string().min(1).max(100),
  /** Hash of the declared set that was shown. */
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  /** Hash of the words that were shown. */
  wording: z.string().regex(/^[0-9a-f]{64}$/),
  granted: ids,
  /** Everything optional that was not granted. */
  denied: ids,
  method: z.enum(METHODS),
  /** The region whose rules held: `GB`, `US-CA`; empty where it was unknown. */
  region: z.string().regex(/^[A-Z]{0,2}(-[A-Z0-9]{1,3})?$/),
});
export type ConsentInput = z.infer<typeof consentSchema>;

/** A receipt as the visitor keeps it: what was chosen, the exact words, when, and Heed's signature over it. */
export const receiptSchema = z.strictObject({
  type: z.literal('cookie-consent-receipt'),
  id: z.uuid(),
  controller: z.string(),
  policy: z.string(),
  /** Origin of the site on which the choice was made. */
  site: z.string(),
  declared: z.string(),
  wording: z.string(),
  granted: ids,
  denied: ids,
  method: z.enum(METHODS),
  region: z.string(),
  /** RFC 3339, by the server's clock. */
  recorded_at: z.string(),
  signature: z.strictObject({
    algorithm: z.literal('Ed25519'),
    public_key: z.string().max(200),
    value: z.string().max(200),
  }),
});
export type Receipt = z.infer<typeof receiptSchema>;
export type UnsignedReceipt = Omit<Receipt, 'signature'>;
