import type { Heed } from '../heed.ts';
import { sendDue } from './send-due.ts';

export interface Sending {
  stop(): Promise<void>;
}

const EVERY_MS = 3_000;

/**
 * Sends the outbox while the process serves, through the mail server that `HEED_SMTP_URL` names
 * (`smtp://127.0.0.1:25`, `smtps://user:secret@mail.example.org`). Without one, or without a public address, mail
 * waits, and the log says so once.
 */
export function keepSending(heed: Heed, origin: string | undefined, env = process.env): Sending {
  const url = env.HEED_SMTP_URL;
  if (!url || !origin) {
    if (heed.mode === 'production')
      heed.log.warn({ smtp: Boolean(url), url: Boolean(origin) }, 'mail waits: set HEED_SMTP_URL and --url');
    return { stop: async () => undefined };
  }
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = send(heed, url, origin).finally(() => {
      busy = false;
    });
  }, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function send(heed: Heed, url: string, origin: string): Promise<void> {
  try {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(url);
    const { failed } = await sendDue(heed, { transport, origin });
    transport.close();
    if (failed > 0) heed.log.warn({ failed }, 'the mail server did not take some mail; it is tried again');
  } catch (error) {
    heed.log.error({ error: (error as Error).name }, 'could not send mail');
  }
}
