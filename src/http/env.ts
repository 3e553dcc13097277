import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { LoadedPolicy } from '../policy/policies.ts';
import type { PageLanguage } from '../ui/language/page-language.ts';
import type { Caller } from './auth/caller.ts';
import type { Metrics } from './metrics.ts';
import type { Upload } from './uploads.ts';

/** What the ladder leaves in the context for the rungs above it. */
export interface HttpEnv {
  Variables: {
    requestId: string;
    caller: Caller;
    metrics: Metrics;
    /** Names and values of a checked form post, without its token. */
    form: Readonly<Record<string, string>>;
    /** The file of an upload, on disk until the response is sent. */
    upload: Upload | undefined;
    /** SHA-256 of the body, for the idempotency fingerprint. */
    bodyDigest: Buffer;
    /** Id and secret for what a call makes, the same for every try under its Idempotency-Key. */
    once: { readonly id: string; readonly secret: Buffer };
    csrfToken: string;
    /** Network address of the client, to limit what it may do; never logged and never kept. */
    clientAddress: string;
    /** Where the public reaches this Heed, such as `https://privacy.example.org`; undefined when it was not told. */
    publicOrigin: string | undefined;
    /** The policy whose own host name was asked; undefined at the address of all. */
    site: LoadedPolicy | undefined;
    /** The language of a page of the public side; pages of staff are in English. */
    pageLanguage: PageLanguage;
  };
}

export type HttpApp = OpenAPIHono<HttpEnv>;
export type HttpContext = Context<HttpEnv>;
