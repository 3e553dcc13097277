import { HeedError } from '../errors.ts';
import type { ScreeningInput } from '../screening/schema.ts';

interface MessageOptions {
  readonly message?: string;
  readonly topic?: string;
  readonly promotes?: string;
  readonly special?: string;
  readonly art14Notice?: boolean;
  readonly promotional?: boolean;
}

/** The message of a screening, from `--message` and the options that stand for single fields of it. */
export function readMessage(options: MessageOptions): ScreeningInput['message'] {
  let message: Record<string, unknown> = {};
  if (options.message !== undefined) {
    try {
      message = JSON.parse(options.message) as Record<string, unknown>;
    } catch {
      throw new HeedError('VALIDATION', `--message is not JSON. Write it as '{"optout": true}'.`);
    }
  }
  return {
    ...message,
    ...(options.topic !== undefined && { topic: options.topic }),
    ...(options.promotes !== undefined && { promotes: options.promotes }),
    ...(options.special !== undefined && { special: options.special }),
    ...(options.art14Notice && { art14_notice: true }),
    ...(options.promotional && { promotional: true }),
  };
}
