import { checkFile } from '../../../forms/check-file.ts';
import type { FormDefinition } from '../../../forms/definition.ts';
import { type FormFile, holdFile, openHeldFile } from '../../../forms/form-file.ts';
import type { Heed } from '../../../heed.ts';
import { textsIn } from '../../../texts/texts.ts';
import { countHold } from '../../form-sends.ts';
import type { Errors } from './answers.ts';
import type { SentFile } from './read-open-form.ts';

/** Name of the hidden field that brings a held file back, and of the box that leaves it out. */
export const heldName = (field: string): string => `held-${field}`;
export const dropName = (field: string): string => `drop-${field}`;

export interface TakenFiles {
  readonly files: readonly FormFile[];
  /** What the page has to bring back, by field. */
  readonly held: Readonly<Record<string, string>>;
  readonly errors: Errors;
}

/** Reads the files of a form post: new ones are checked and held, earlier ones are found again. */
export async function takeFiles(
  heed: Heed,
  { policy, form, files: fields }: FormDefinition,
  values: Readonly<Record<string, string>>,
  sent: ReadonlyMap<string, SentFile>,
  client: string,
): Promise<TakenFiles> {
  const { language } = policy;
  const { files: t } = textsIn(language);
  const name = `${policy.id}/${form.id}`;
  const files: FormFile[] = [];
  const held: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const fresh = sent.get(field.id);
    const before = values[dropName(field.id)] === 'yes' ? undefined : values[heldName(field.id)];
    if (fresh) {
      const checked = checkFile(field, fresh, language);
      if ('problem' in checked) {
        errors[field.id] = checked.problem;
        continue;
      }
      await countHold(heed, client);
      held[field.id] = await holdFile(heed, name, checked.file);
      files.push(checked.file);
    } else if (before) {
      const found = await openHeldFile(heed, name, field.id, before);
      if (found) {
        held[field.id] = before;
        files.push(found);
      } else errors[field.id] = t.again;
    } else if (field.required) errors[field.id] = t.missing(field.label);
  }
  return { files, held, errors };
}
