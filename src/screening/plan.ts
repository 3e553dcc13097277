import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { policyInForce } from '../contacts/policy-in-force.ts';
import type { Columns } from '../csv/map-columns.ts';
import { type List, openList } from '../csv/open-list.ts';
import { formatDay } from '../decision/calendar.ts';
import { messageSchema } from '../decision/parse-case.ts';
import type { ContactPolicy } from '../decision/policy.ts';
import type { Controller, Fact, Message } from '../decision/types.ts';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { GENERAL } from '../packs/general.ts';
import { PACKS } from '../packs/index.ts';
import { SHARING } from '../packs/sharing.ts';
import type { RegisterSnapshot } from '../registers/registers.ts';
import { headingsOf, screenedColumns } from './columns.ts';
import { originOf } from './origin.ts';
import type { ScreeningQuestion } from './schema.ts';
import { canonicalJson } from './sign-summary.ts';
import type { RegisterFile } from './summary.ts';

/** Who asks, under which rules; `hash` tells their exact content. */
export interface PolicyOfRun {
  readonly controller: Controller;
  readonly contact: ContactPolicy;
  readonly hash: string;
}

/** What was asked, as a summary repeats it. */
export interface Question {
  readonly channel: string;
  readonly purpose: string;
  readonly message: Message;
  /** As given, or null for the start of the run. */
  readonly at: string | null;
  readonly country: string | null;
  readonly subject: Readonly<Record<string, unknown>>;
  readonly source: string | null;
  readonly list: string | null;
  /** The heading that each meaning is taken from. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Everything about a question that deciding a row needs, with no list and no register opened. */
export interface RowRules {
  readonly policy: PolicyOfRun;
  readonly question: Question;
  readonly columns: Columns;
  /** Where the list came from, for people who are not known otherwise, as it stands at the instant of the contact. */
  readonly origin: (at: number) => Fact | null;
}

/** One run, laid out before its first row is read. */
export interface Plan extends RowRules {
  readonly path: string;
  readonly list: List;
  readonly listSha256: string;
  readonly listBytes: number;
  /** Changes when somebody writes to the list while it is read. */
  readonly listStamp: number;
  readonly registers: RegisterSnapshot;
  readonly registerFiles: readonly RegisterFile[];
  readonly packs: readonly string[];
}

/** The versions of every pack that could answer. */
export const PACK_VERSIONS: readonly string[] = [GENERAL, ...PACKS, SHARING].map(({ version }) => version);

/** @throws HeedError UNKNOWN_POLICY */
export function policyOfRun(heed: Heed, name: string): PolicyOfRun {
  return { ...policyInForce(heed, name), hash: heed.policies.get(name).hash };
}

/** A policy that is in no folder, for cases and trials. */
export function looseUnder(controller: Controller, contact: ContactPolicy): PolicyOfRun {
  return {
    controller,
    contact,
    hash: createHash('sha256').update(canonicalJson({ controller, contact })).digest('hex'),
  };
}

/**
 * Reads what the list and the policy say before the first row.
 *
 * @throws HeedError UNKNOWN_POLICY, BAD_LIST, MISSING_COLUMN, SOURCE_NOT_ALLOWED, LIST_NOT_REGISTERED
 */
export async function planScreening(
  heed: Heed,
  path: string,
  asked: ScreeningQuestion,
  policy: PolicyOfRun = policyOfRun(heed, asked.policy),
): Promise<Plan> {
  const origin = (at: number) => originOf(heed, policy.contact.id, question, at);
  const found = await stat(path).catch(() => null);
  if (found && !found.isFile())
    throw new HeedError('BAD_LIST', 'A list is read more than once, so it has to be a file. Save it first.');
  const list = await openList(path);
  const columns = screenedColumns(list.header, asked.channel, asked.columns);
  const { mtimeMs, size } = await stat(path);
  const registers = heed.registers.snapshot();
  const question: Question = {
    channel: asked.channel,
    purpose: asked.purpose,
    message: messageSchema.parse(asked.message),
    at: asked.at === undefined ? null : new Date(asked.at).toISOString(),
    country: asked.country ?? null,
    subject: asked.subject,
    source: asked.source ?? null,
    list: asked.list ?? null,
    columns: headingsOf(list.header, columns),
  };
  // Refuses a source that the policy does not allow before anything is written.
  origin(Date.parse(question.at ?? new Date().toISOString()));
  return {
    policy,
    question,
    columns,
    origin,
    path,
    list,
    listSha256: await sha256Of(path),
    listBytes: size,
    listStamp: mtimeMs,
    registers,
    registerFiles: registers.files.map(({ register, fileDay, sha256, count }) => ({
      register,
      file_date: formatDay(fileDay),
      sha256,
      numbers: count,
    })),
    packs: PACK_VERSIONS,
  };
}

/** SHA-256 of a file, hex. One piece of memory serves all of it: streams make new ones faster than they are dropped. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.alloc(512 * 1024);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(block, 0, block.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(block.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
