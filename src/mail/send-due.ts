import type { Transporter } from 'nodemailer';
import type { Heed } from '../heed.ts';
import { claimDue, forgetMail, noteFailure } from './outbox.ts';
import { writeMail } from './write-mail.ts';

export interface SendOptions {
  readonly transport: Pick<Transporter, 'sendMail'>;
  /** Where the public reaches this Heed: links start with it. */
  readonly origin: string;
}

export interface Sent {
  readonly sent: number;
  /** Had nobody to go to. */
  readonly dropped: number;
  /** Will be tried again. */
  readonly failed: number;
}

/** Sends what is due, at least once each: a crash between sending and forgetting sends the same message id again. */
export async function sendDue(heed: Heed, { transport, origin }: SendOptions): Promise<Sent> {
  const counts = { sent: 0, dropped: 0, failed: 0 };
  for (const mail of await claimDue(heed, 50)) {
    const written = await writeMail(heed, mail, origin);
    if (!written) {
      await forgetMail(heed, mail.id);
      counts.dropped++;
      continue;
    }
    const { language, ...message } = written;
    try {
      await transport.sendMail({
        ...message,
        messageId: `<${mail.id}@${new URL(origin).hostname}>`,
        // No answer of a holiday is wanted, and no list goes out with it (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      });
      await forgetMail(heed, mail.id);
      counts.sent++;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      await noteFailure(heed, mail.id, typeof code === 'string' ? code : 'UNKNOWN');
      counts.failed++;
    }
  }
  return counts;
}
