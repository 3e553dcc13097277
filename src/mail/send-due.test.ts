import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { openTestHeed } from '../db/testing/stores.ts';
import type { Heed } from '../heed.ts';
import { openLink } from '../preferences/open-link.ts';
import { requestLink } from '../preferences/request-link.ts';
import { subscriber } from '../preferences/testing/links.ts';
import { claimDue, queueMail } from './outbox.ts';
import { sendDue } from './send-due.ts';

const origin = 'https://privacy.example.org';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A mail server on loopback that keeps what it is given, or refuses it. */
async function openMailbox({ refuses = false } = {}) {
  const mails: { to: string[]; raw: string }[] = [];
  const state = { refuses };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString('utf8');
      });
      stream.on('end', () => {
        if (state.refuses) return done(Object.assign(new Error('try later'), { responseCode: 451 }));
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  closing.push(
    () => new Promise<void>((resolve) => server.close(() => resolve())),
    () => transport.close(),
  );
  return { mails, transport, state };
}

async function openHeed(): Promise<Heed> {
  const heed = await openTestHeed();
  closing.push(() => heed.close());
  return heed;
}

/** The text of a mail, its quoted-printable lines (RFC 2045, 6.7) read. */
const textOf = (raw: string) =>
  raw
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
const waiting = async (heed: Heed) =>
  (
    await sql<{
      attempts: number;
      last_error: string | null;
    }>`select attempts, last_error from outbox`.execute(heed.db)
  ).rows;

it('mails a link that works to whoever has the address, and forgets the rest', async () => {
  const heed = await openHeed();
  const { mails, transport } = await openMailbox();
  await subscriber(heed, 'ann@example.org');
  await requestLink(heed, { policy: 'cmp', email: 'Ann@Example.org' });
  await requestLink(heed, { policy: 'cmp', email: 'nobody@example.org' });
  expect(JSON.stringify((await sql`select * from outbox`.execute(heed.db)).rows)).not.toMatch(/ann@|nobody@/);

  expect(await sendDue(heed, { transport, origin })).toEqual({ sent: 1, dropped: 1, failed: 0 });
  expect(await waiting(heed)).toEqual([]);
  expect(mails).toHaveLength(1);
  expect(mails[0]!.to).toEqual(['ann@example.org']);
  const text = textOf(mails[0]!.raw);
  expect(text).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(text).not.toMatch(/https?:\/\/[^\s]*ann/);
  const token = /\/cmp\/preferences\/([A-Za-z0-9_-]+)/.exec(text)![1]!;
  const opened = await openLink(heed, { policy: 'cmp', use: 'preferences', token });
  expect(opened).toMatchObject({ mayStart: true, recipient: { kind: 'email' } });
});

it('tries again when the server refuses, later each time, and sends once it takes it', async () => {
  const heed = await openHeed();
  const { mails, transport, state } = await openMailbox({ refuses: true });
  await subscriber(heed, 'bea@example.org');
  await requestLink(heed, { policy: 'cmp', email: 'bea@example.org' });
  expect(await sendDue(heed, { transport, origin })).toMatchObject({ failed: 1 });
  expect(await sendDue(heed, { transport, origin })).toEqual({ sent: 0, dropped: 0, failed: 0 });
  const [row] = await waiting(heed);
  expect(row).toMatchObject({ attempts: 1 });
  expect(row!.last_error).not.toMatch(/example/);
  state.refuses = false;
  await sql`update outbox set next_try_at = now()`.execute(heed.db);
  expect(await sendDue(heed, { transport, origin })).toMatchObject({ sent: 1 });
  expect(mails).toHaveLength(1);
});

it('writes to nobody who was erased meanwhile', async () => {
  const heed = await openHeed();
  const { mails, transport } = await openMailbox();
  const subject = await subscriber(heed, 'cat@example.org');
  await requestLink(heed, { policy: 'cmp', email: 'cat@example.org' });
  await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
  expect(await sendDue(heed, { transport, origin })).toEqual({ sent: 0, dropped: 1, failed: 0 });
  expect(mails).toEqual([]);
});

it('gives a mail to one sender only, and none that was rolled back', async () => {
  const heed = await openHeed();
  const hash = 'ab'.repeat(32);
  const template = 'preference-link' as const;
  for (let i = 0; i < 10; i++) await queueMail(heed, { controller: 'cmp', template, hash });
  await expect(
    heed.db.transaction().execute(async (tx) => {
      await queueMail({ db: tx }, { controller: 'cmp', template, hash });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const [a, b] = await Promise.all([claimDue(heed, 7), claimDue(heed, 7)]);
  const ids = [...a!, ...b!].map(({ id }) => id);
  expect(new Set(ids).size).toBe(10);
  expect(ids).toHaveLength(10);
});
