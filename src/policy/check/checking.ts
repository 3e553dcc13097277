import type { Finding, Place } from '../finding.ts';
import { contentDigest, type ReadFolder } from '../read-folder.ts';
import type { FileName, PolicyData } from '../schema.ts';
import { type Path, placeInText } from '../source-file.ts';
import type { Translations } from '../translate/translate-data.ts';
import type { ReadVersions } from '../versions/read-versions.ts';
import { KINDS, type Kind, type KindCode } from './kinds.ts';

/** What a family of checks works with: the folder, the day, and a way to report. */
export interface Checking {
  readonly data: PolicyData;
  readonly notices: Readonly<Record<string, string>>;
  /** Texts of the data in further languages. */
  readonly translations: Translations;
  /** Versions that the folder keeps. */
  readonly published: ReadVersions;
  /** SHA-256 of what the files say. */
  readonly digest: string;
  /** `YYYY-MM-DD`: the day for which validity is judged. */
  readonly today: string;
  /** Reports about a value in a file. */
  at(code: KindCode, file: FileName, path: Path, message: string, override?: Override): void;
  /** Reports about a whole file that is none of the thirteen. */
  inFile(code: KindCode, file: string, message: string): void;
  /** Reports about a place in the notice of a language. */
  inNotice(code: KindCode, language: string, offset: number, message: string, override?: Override): void;
  /** Reports about a text in another language; null: about what the whole file says of the notice. */
  inTexts(code: KindCode, language: string, key: string | null, message: string, override?: Override): void;
}

export type Override = Partial<Pick<Kind, 'action' | 'citation' | 'severity'>>;

/** Collects findings of one folder. */
export function startChecking(
  read: ReadFolder,
  data: PolicyData,
  today: string,
): { checking: Checking; findings: Finding[] } {
  const findings: Finding[] = [];
  const add = (code: KindCode, place: Place, message: string, override: Override = {}) => {
    findings.push({ code, ...place, message, ...(KINDS[code] as Kind), ...override });
  };
  return {
    findings,
    checking: {
      data,
      notices: read.notices,
      translations: read.translations,
      published: read.published,
      digest: contentDigest(read),
      today,
      inFile: (code, file, message) => add(code, { file, line: 1, column: 1 }, message),
      at: (code, file, path, message, override) => {
        const place = read.sources[file]?.place(path) ?? { file: `${file}.yaml`, line: 1, column: 1 };
        add(code, place, message, override);
      },
      inTexts: (code, language, key, message, override) => {
        const file = `texts.${language}.yaml`;
        const path = key === null ? ['notice'] : ['texts', key];
        add(code, read.textSources[language]?.place(path) ?? { file, line: 1, column: 1 }, message, override);
      },
      inNotice: (code, language, offset, message, override) =>
        add(code, placeInText(`notice.${language}.md`, read.notices[language]!, offset), message, override),
    },
  };
}
