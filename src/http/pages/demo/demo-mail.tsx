import { Hono } from 'hono';
import type { Heed } from '../../../heed.ts';
import { listOutbox } from '../../../mail/outbox.ts';
import { type WrittenMail, writeMail } from '../../../mail/write-mail.ts';
import type { HttpEnv } from '../../env.ts';
import { requirePublicOrigin } from '../../public-origin.ts';
import { instantWords } from '../shared/instants.ts';
import { sendPage } from '../shared/page.tsx';

const SHOWN = 50;

/**
 * `/demo/mail`: what Heed would have mailed, so that confirmations and links can be tried where no mail server is.
 * Only in a demo, which answers on this machine alone. Looking sends nothing and marks nothing.
 */
export function demoMailPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  if (heed.mode !== 'demo') return app;
  app.get('/demo/mail', async (c) => {
    const origin = requirePublicOrigin(c);
    const mails = [];
    for (const mail of await listOutbox(heed, SHOWN)) {
      const written = await writeMail(heed, mail, origin);
      if (written) mails.push({ written, at: mail.created_at });
    }
    return sendPage(c, heed, { title: 'Demo mail' }, <Mailbox mails={mails} />);
  });
  return app;
}

function Mailbox({ mails }: { mails: readonly { written: WrittenMail; at: string }[] }) {
  return (
    <div class="heed-measure">
      <h1>Demo mail</h1>
      <p class="heed-lead">A demo sends no mail. What it would have sent stands here, newest first.</p>
      {mails.length === 0 ? (
        <p>
          Nothing yet. <a href="/cmp/forms/newsletter">Sign up for news</a> with an address you make up, or{' '}
          <a href="/cmp/preferences">ask for a link to the choices</a> of a{' '}
          <a href="/demo/people">demo person</a>.
        </p>
      ) : null}
      {mails.map(({ written: { from, to, subject, text }, at }, index) => (
        <article class="heed-card heed-section" aria-labelledby={`mail-${index}`}>
          <h2 id={`mail-${index}`}>{subject}</h2>
          <p class="heed-small heed-muted">
            To {to}, from {from.name}, {instantWords(at)} (UK time)
          </p>
          <div class="heed-mail">
            <Linked text={text} />
          </div>
        </article>
      ))}
    </div>
  );
}

/** Plain text whose addresses can be pressed. */
function Linked({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/(https?:\/\/\S+)/)
        .map((part, index) => (index % 2 === 1 ? <a href={part}>{part}</a> : part))}
    </>
  );
}
