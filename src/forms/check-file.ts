import { holdsCardNumber } from '../facts/card-numbers.ts';
import { FIRST_LANGUAGE, type Language, LOCALES } from '../texts/languages.ts';
import { textsIn } from '../texts/texts.ts';
import type { FileField } from './definition.ts';
import type { FormFile } from './form-file.ts';

/** First bytes by which a kind of file is known. What a sender says of it counts for nothing. */
const SIGNS: Readonly<Record<FileField['accepts'][number], (bytes: Buffer) => boolean>> = {
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (bytes) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
  'image/webp': (bytes) => /^RIFF.{4}WEBP/s.test(bytes.subarray(0, 12).toString('latin1')),
  'application/pdf': (bytes) => bytes.subarray(0, 5).toString('latin1') === '%PDF-',
};

const ENDINGS: Readonly<Record<FileField['accepts'][number], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** "JPEG or PNG, up to 2 MB" */
export function fileWords(
  { accepts, max_bytes }: Pick<FileField, 'accepts' | 'max_bytes'>,
  language: Language = FIRST_LANGUAGE,
): string {
  const names = accepts.map((type) => type.split('/')[1]!.toUpperCase());
  const list = new Intl.ListFormat(LOCALES[language], { type: 'disjunction' }).format(names);
  return textsIn(language).files.kinds(list, max_bytes / 1024 / 1024);
}

/** Checks a file by its own bytes. What was wrong never repeats its name. */
export function checkFile(
  field: FileField,
  sent: { readonly name: string; readonly bytes: Uint8Array },
  language: Language = FIRST_LANGUAGE,
): { readonly file: FormFile } | { readonly problem: string } {
  const { files: t } = textsIn(language);
  if (sent.bytes.length > field.max_bytes) return { problem: t.smaller(fileWords(field, language)) };
  if (holdsCardNumber(sent.name)) return { problem: t.card };
  const bytes = Buffer.from(sent.bytes);
  const type = field.accepts.find((one) => SIGNS[one](bytes));
  if (!type) return { problem: t.another(fileWords(field, language)) };
  return { file: { field: field.id, name: tidyName(sent.name, ENDINGS[type]), type, bytes } };
}

/** The last part of a name, without signs that steer a terminal or turn text round, with the ending of its type. */
function tidyName(name: string, ending: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1)!;
  const stem = last
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[\p{C}"<>:|?*;]/gu, '')
    .trim();
  // By whole signs: half of one is no text, and nothing could be sealed or sent under it.
  return `${[...stem].slice(0, 80).join('') || 'file'}.${ending}`;
}
