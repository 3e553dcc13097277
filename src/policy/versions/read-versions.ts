import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { compareVersions } from './compare-versions.ts';
import type { PublishedVersion } from './published-version.ts';

/** Folder beside the files of a policy that keeps every published version of it. */
export const VERSIONS = 'versions';
/** The record of one version, beside the folders `source` and `text`. */
export const RECORD = 'version.json';

const recordSchema = z.strictObject({
  policy: z.string(),
  version: z.string(),
  published_on: z.iso.date(),
  digest: z.string(),
  news: z
    .record(
      z.string(),
      z.strictObject({
        summary: z.string(),
        tell: z.array(z.strictObject({ who: z.string(), how: z.string(), by: z.iso.date() })).readonly(),
      }),
    )
    .default({}),
  /** SHA-256 of every file of the version, by path. */
  files: z.record(z.string(), z.string()),
});
export type VersionRecord = Readonly<z.infer<typeof recordSchema>>;

/** What is wrong with a kept version. */
export interface VersionFault {
  readonly version: string;
  readonly file: string;
  readonly message: string;
}

export interface ReadVersions {
  /** Oldest first. */
  readonly versions: readonly PublishedVersion[];
  readonly faults: readonly VersionFault[];
}

/**
 * Reads the published versions below `versions/` of a policy folder, and finds what is no longer as it was published.
 * Never throws for what is in there.
 */
export function readVersions(folder: string): ReadVersions {
  const root = join(folder, VERSIONS);
  const versions: PublishedVersion[] = [];
  const faults: VersionFault[] = [];
  // A name with a dot in front is a draft that was never finished, or belongs to another program.
  const names = existsSync(root)
    ? readdirSync(root, { withFileTypes: true }).filter(
        (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
      )
    : [];
  for (const { name } of names) {
    const fault = (file: string, message: string) =>
      faults.push({ version: name, file: `${VERSIONS}/${name}/${file}`, message });
    const record = readRecord(join(root, name, RECORD));
    if (record?.version !== name) {
      fault(RECORD, 'It is missing, or is not the record of this version.');
      continue;
    }
    const texts = new Map<string, string>();
    for (const [path, digest] of Object.entries(record.files)) {
      const text = readText(join(root, name, path));
      if (text === null) fault(path, 'It is gone, and published versions stay.');
      else if (textDigest(text) !== digest) fault(path, 'It is not as it was published.');
      texts.set(path, text ?? '');
    }
    versions.push({
      policy: record.policy,
      version: record.version,
      digest: record.digest,
      published_on: record.published_on,
      news: record.news,
      files: below('source/', texts),
      texts: below('text/', texts),
    });
  }
  versions.sort((a, b) => compareVersions(a.version, b.version));
  return { versions, faults };
}

/** SHA-256 of a text, hex, whichever way its lines end. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

function readRecord(path: string): VersionRecord | null {
  const text = readText(path);
  if (text === null) return null;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function readText(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function below(prefix: string, files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...files].flatMap(([path, text]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), text] as const] : [],
    ),
  );
}
