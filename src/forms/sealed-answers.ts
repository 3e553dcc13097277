import { HeedError } from '../errors.ts';
import { subjectKeys } from '../facts/subject-keys.ts';
import type { Heed } from '../heed.ts';
import { publicId } from '../ids.ts';

/** What is sealed of a submission: what was entered, and the boxes with the words that stood beside them. */
export interface SealedAnswers {
  readonly values: Readonly<Record<string, string>>;
  readonly shown: readonly { readonly id: string; readonly label: string }[];
  /** Language of those words; absent in what was sealed before there was more than one. */
  readonly language?: string;
}

/** Seals and opens what belongs to one submission, under the key of its person. */
export interface SubmissionSeal {
  seal(answers: SealedAnswers): Buffer;
  open(sealed: Uint8Array): SealedAnswers;
  /** For notes about it: `place` tells one from another. */
  sealText(place: string, text: string): Buffer;
  openText(place: string, sealed: Uint8Array): string;
  /** The same for what is no text. */
  sealBytes(place: string, bytes: Uint8Array): Buffer;
  openBytes(place: string, sealed: Uint8Array): Buffer;
}

/**
 * @param subject uuid of the person
 * @param submission uuid
 * @throws HeedError SUBJECT_ERASED
 */
export async function submissionSeal(
  heed: Heed,
  subject: string,
  submission: string,
): Promise<SubmissionSeal> {
  const seal = await findSeal(heed, subject, submission);
  if (!seal) throw new HeedError('SUBJECT_ERASED');
  return seal;
}

/** As `submissionSeal`; null for somebody who was erased, because what is sealed opens no more. */
export async function findSeal(
  heed: Heed,
  subject: string,
  submission: string,
): Promise<SubmissionSeal | null> {
  const stored = (await subjectKeys(heed.db, [subject])).get(subject);
  if (!stored) return null;
  const key = heed.vault.openSubjectKey(subject, stored);
  const owner = publicId('sub', subject);
  const place = `submission/${submission}`;
  return {
    seal: (answers) => heed.vault.seal(key, owner, place, JSON.stringify(answers)),
    open: (sealed) => JSON.parse(heed.vault.open(key, owner, place, sealed)) as SealedAnswers,
    sealText: (more, text) => heed.vault.seal(key, owner, `${place}/${more}`, text),
    openText: (more, sealed) => heed.vault.open(key, owner, `${place}/${more}`, sealed),
    sealBytes: (more, bytes) => heed.vault.sealBytes(key, owner, `${place}/${more}`, bytes),
    openBytes: (more, sealed) => heed.vault.openBytes(key, owner, `${place}/${more}`, sealed),
  };
}
