import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { textsFile } from './schema/texts.ts';
import { FILES, type FileName } from './schema.ts';

/** Files that have a schema: those of every folder, and the texts in a further language. */
const SCHEMAS = { ...FILES, texts: textsFile } as const;
export type SchemaName = FileName | 'texts';

/** The JSON Schema of one policy file, as editors read it: what may be written, before defaults are filled in. */
export function jsonSchema(file: SchemaName): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(SCHEMAS[file], { target: 'draft-7', io: 'input' });
  return { $schema, title: `${file}.yaml`, ...schema };
}

/** Writes the schema of every policy file into a folder and returns the paths. */
export function writeJsonSchemas(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  return (Object.keys(SCHEMAS) as SchemaName[]).map((file) => {
    const path = join(folder, `${file}.json`);
    writeFileSync(path, `${JSON.stringify(jsonSchema(file), null, 2)}\n`);
    return path;
  });
}
