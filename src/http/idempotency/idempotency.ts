import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { storeError } from '../../db/store-error.ts';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import type { HttpContext, HttpEnv } from '../env.ts';
import { SealedRequest } from './fingerprint.ts';
import { claimRequest, giveUpRequest, releaseRequest, storeResponse } from './store.ts';

/** A structured-field string, as the draft asks, or the same text without quotes, as most clients send it. */
const KEY = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{8,200})"|([\x21\x23-\x5b\x5d-\x7e]{8,200}))$/;

/** Headers that belong to the answer and not to the moment of sending it. */
const KEPT_HEADERS = ['Content-Type', 'Location'];

/**
 * Runs a call that writes at most once for each Idempotency-Key of a caller
 * (draft-ietf-httpapi-idempotency-key-header-07): a repeated call gets the stored answer, a different call under
 * the same key and a call whose first try still runs are refused. Only success is stored: a refusal changed
 * nothing, so trying again is right. A failure may have changed something, which a further try finds under the id and
 * the secret that all tries of a call share (`c.get('once')`).
 *
 * @throws HeedError IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_REUSED or IDEMPOTENCY_IN_PROGRESS.
 */
export function idempotent(heed: Heed): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const caller = c.get('caller');
    const request = sealedRequest(c, readKey(c));
    const claim = randomUUID();
    const found = await claimRequest(heed, caller.id, request, claim);
    if (found.state === 'other')
      throw new HeedError('IDEMPOTENCY_KEY_REUSED', 'Use a new key for a new request.');
    if (found.state === 'running') {
      c.header('Retry-After', '2');
      throw new HeedError('IDEMPOTENCY_IN_PROGRESS', 'Wait for the first request, then repeat this one.');
    }
    if (found.state === 'done') {
      const { status, headers, body } = request.open(found.response);
      return c.body(body, status as ContentfulStatusCode, { ...headers, 'Idempotency-Replayed': 'true' });
    }
    c.set('once', { id: found.work.id, secret: request.secretFor(found.work.salt) });
    await next();
    const { status } = c.res;
    const end = status >= 500 ? giveUpRequest : releaseRequest;
    const settle =
      status < 300
        ? storeResponse(heed, caller.id, request, claim, await copy(c.res))
        : end(heed, caller.id, request, claim);
    // The work is done, or refused: a database that went away after it takes nothing of that answer back.
    await settle.catch((error: Error) => {
      if (!storeError(error)) throw error;
      heed.log.warn({ error: error.name }, 'could not keep the answer of a call');
    });
  };
}

/**
 * For calls that only ask (decisions, look-ups): the header is checked and otherwise ignored. Repeating a question
 * asks it again, because a stored "allow" would hide a stop that came in between.
 */
export const freshAnswer: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (c.req.header('Idempotency-Key') !== undefined) readKey(c);
  await next();
};

function readKey(c: HttpContext): string {
  const match = KEY.exec(c.req.header('Idempotency-Key')?.trim() ?? '');
  const key = match?.[1] ?? match?.[2];
  if (!key)
    throw new HeedError(
      'IDEMPOTENCY_KEY_MISSING',
      'Send Idempotency-Key: a fresh UUID, and the same one when you retry.',
    );
  return key;
}

function sealedRequest(c: HttpContext, key: string): SealedRequest {
  const url = new URL(c.req.url);
  return new SealedRequest(c.get('caller').secret, key, [
    c.req.method,
    url.pathname,
    url.search,
    c.get('bodyDigest'),
  ]);
}

async function copy(
  response: Response,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return { status: response.status, headers, body: await response.clone().text() };
}
