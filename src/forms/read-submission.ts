import { type RawBuilder, sql } from 'kysely';
import { HeedError } from '../errors.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import { findSeal } from './sealed-answers.ts';

/** A form that came in, without what was entered. */
export interface SubmissionHead {
  /** Uuid; rises with time. */
  readonly id: string;
  /** `7K3M-92QX-HT` */
  readonly reference: string;
  readonly form: string;
  /** Title of the form today, or its id once the policy has it no more. */
  readonly title: string;
  /** RFC 3339. */
  readonly received_at: string;
  /** Texts that nobody has looked at yet. */
  readonly to_review: number;
}

export interface ReviewedText {
  readonly field: string;
  readonly label: string;
  /** `health`, `belief`, …; empty once the text is taken out. */
  readonly kinds: readonly string[];
  /** Null while it waits. */
  readonly resolution: 'kept' | 'removed' | null;
  /** RFC 3339. */
  readonly resolved_at: string | null;
  readonly resolved_by: string | null;
  readonly reason: string | null;
}

export interface Submission extends SubmissionHead {
  /** `sub_…` */
  readonly subject: string;
  readonly notice_version: string;
  /** RFC 3339: when it was entered here. */
  readonly recorded_at: string;
  readonly confirmed_at: string | null;
  /** Who handed it in: `person`, `cli`, `key:…`. */
  readonly actor: string;
  /** What was entered, by id and label of the field; null once nothing of it is held any more. */
  readonly answers: readonly { readonly id: string; readonly label: string; readonly value: string }[] | null;
  /** The boxes, with the words that stood beside them. */
  readonly choices: readonly { readonly label: string; readonly ticked: boolean }[];
  readonly reviews: readonly ReviewedText[];
  /** Fields whose answer is the name of a file. */
  readonly files: readonly string[];
}

const HEAD = sql`s.id::text as id, s.reference, s.form, s.received_at, (select count(*)::int from form_review r
  where r.subject = s.subject and r.submission = s.id and r.resolved_at is null) as to_review`;

interface HeadRow {
  readonly id: string;
  readonly reference: string;
  readonly form: string;
  readonly received_at: Date | string;
  readonly to_review: number;
}

interface FullRow extends HeadRow {
  readonly subject: string;
  readonly notice_version: string;
  readonly recorded_at: Date | string;
  readonly confirmed_at: Date | string | null;
  readonly actor: string;
  readonly choices: readonly string[];
  readonly sealed: Uint8Array | null;
}

export interface ListSubmissions {
  /** Only those with a text to look at. */
  readonly toReview?: boolean;
  /** Those that came before the submission of this uuid. */
  readonly before?: string;
  readonly limit: number;
}

/** Forms of a policy that came in, newest first. */
export async function listSubmissions(
  heed: Heed,
  policyName: string,
  { toReview, before, limit }: ListSubmissions,
): Promise<SubmissionHead[]> {
  const policy = heed.policies.get(policyName);
  const waiting = sql`exists (select 1 from form_review r
    where r.subject = s.subject and r.submission = s.id and r.resolved_at is null)`;
  const { rows } = await sql<HeadRow>`
    select ${HEAD} from form_submission s
    where s.controller = ${policy.data.policy.controller.id} and s.subject is not null
      and ${toReview ? waiting : (sql`true` as RawBuilder<unknown>)}
      and ${before ? sql`s.id < ${before}::uuid` : sql`true`}
    order by s.id desc limit ${limit}`.execute(heed.db);
  return rows.map((row) => headOf(policy, row));
}

/** How many texts wait for somebody to look at them, by id of the policy. */
export async function countReviews(heed: Heed): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ controller: string; n: number }>`
    select s.controller, count(*)::int as n from form_review r join subject s on s.id = r.subject
    where r.resolved_at is null group by s.controller`.execute(heed.db);
  const by = new Map(rows.map(({ controller, n }) => [controller, n]));
  return new Map(heed.policies.list().map(({ id, data }) => [id, by.get(data.policy.controller.id) ?? 0]));
}

/**
 * One form that came in, opened.
 *
 * @throws HeedError NOT_FOUND, UNKNOWN_POLICY
 */
export async function readSubmission(
  heed: Heed,
  input: { readonly policy: string; readonly reference: string },
): Promise<Submission> {
  const policy = heed.policies.get(input.policy);
  const { rows } = await sql<FullRow>`
    select ${HEAD}, s.subject::text as subject, s.notice_version, s.recorded_at, s.confirmed_at, s.actor, s.choices, s.sealed
    from form_submission s where s.controller = ${policy.data.policy.controller.id}
      and s.reference = ${input.reference.trim().toUpperCase()} and s.subject is not null`.execute(heed.db);
  const row = rows[0];
  if (!row) throw new HeedError('NOT_FOUND', 'No form has that reference.');
  const seal = row.sealed && (await findSeal(heed, row.subject, row.id));
  const opened = seal ? seal.open(row.sealed!) : null;
  const labels = labelsOf(policy, row.form);
  return {
    ...headOf(policy, row),
    subject: publicId('sub', row.subject),
    notice_version: row.notice_version,
    recorded_at: instant(row.recorded_at)!,
    confirmed_at: instant(row.confirmed_at),
    actor: row.actor,
    answers:
      opened &&
      Object.entries(opened.values).map(([id, value]) => ({ id, label: labels.get(id) ?? id, value })),
    choices: (opened?.shown ?? row.choices.map((id) => ({ id, label: id }))).map(({ id, label }) => ({
      label,
      ticked: row.choices.includes(id),
    })),
    files: await filesOf(heed, row),
    reviews: await reviewsOf(heed, row, labels, (field, note) =>
      seal ? seal.openText(`review/${field}`, note) : null,
    ),
  };
}

async function filesOf(heed: Heed, { subject, id }: FullRow): Promise<string[]> {
  const { rows } = await sql<{ field: string }>`select field from form_file
    where subject = ${subject}::uuid and submission = ${id}::uuid and piece = 0`.execute(heed.db);
  return rows.map(({ field }) => field);
}

async function reviewsOf(
  heed: Heed,
  { subject, id }: FullRow,
  labels: ReadonlyMap<string, string>,
  open: (field: string, note: Uint8Array) => string | null,
): Promise<ReviewedText[]> {
  const { rows } = await sql<
    Omit<ReviewedText, 'label' | 'resolved_at' | 'reason'> & {
      resolved_at: Date | string | null;
      note: Uint8Array | null;
    }
  >`select field, kinds, resolution, resolved_at, resolved_by, note from form_review
    where subject = ${subject}::uuid and submission = ${id}::uuid order by field`.execute(heed.db);
  return rows.map(({ note, ...row }) => ({
    ...row,
    label: labels.get(row.field) ?? row.field,
    resolved_at: instant(row.resolved_at),
    reason: note && open(row.field, note),
  }));
}

function headOf({ data }: LoadedPolicy, row: HeadRow): SubmissionHead {
  const form = data.forms.forms.find(({ id }) => id === row.form);
  const { id, reference, to_review } = row;
  return {
    id,
    reference,
    to_review,
    form: row.form,
    title: form?.title ?? row.form,
    received_at: instant(row.received_at)!,
  };
}

function labelsOf({ data }: LoadedPolicy, form: string): Map<string, string> {
  const fields = new Set(data.forms.forms.find(({ id }) => id === form)?.fields.map(({ field }) => field));
  return new Map(
    data.data.categories.flatMap((category) =>
      category.fields.filter(({ id }) => fields.has(id)).map(({ id, label }) => [id, label] as const),
    ),
  );
}

function instant(at: Date | string): string;
function instant(at: Date | string | null): string | null;
function instant(at: Date | string | null): string | null {
  return at && new Date(at).toISOString();
}
