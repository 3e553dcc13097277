import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import { importContacts } from '../../contacts/import/import-contacts.ts';
import { rejectsOf } from '../../contacts/import/import-run.ts';
import { readImport } from '../../contacts/import/read-import.ts';
import { DELIMITERS } from '../../csv/detect-format.ts';
import { LIST_FIELDS } from '../../csv/map-columns.ts';
import { quoteCell, safeCell } from '../../csv/write-list.ts';
import type { Heed } from '../../heed.ts';
import { uuidOf } from '../../ids.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, ladder, refusals, writeRefusals, writesOnce } from '../ladder.ts';
import { policyName } from './contact-schemas.ts';

const countsSchema = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int().meta({ description: 'People who must not be taken in again' }),
  rejected: z.int(),
  identifiers_kept_apart: z.int(),
  opt_outs: z.int(),
  consents: z.int(),
  consents_not_taken: z.int(),
});

const importedSchema = z
  .object({
    id: z.string(),
    result: z.enum(['imported', 'already_imported', 'stopped']),
    resumed: z.boolean(),
    started_at: z.string(),
    rows: z.int(),
    counts: countsSchema.readonly(),
    notes: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Imported' });

const importSchema = z
  .object({
    id: z.string(),
    controller: z.string(),
    state: z.enum(['running', 'done']),
    source: z.string(),
    list: z.string().nullable(),
    file_sha256: z.string(),
    file_bytes: z.int(),
    bytes_done: z.int(),
    started_at: z.string(),
    updated_at: z.string(),
    counts: countsSchema.readonly(),
  })
  .meta({ id: 'Import' });

/** Headings of the columns that the fields are in, one parameter a field: `map.email=E-mail 1`. */
const mapQuery = Object.fromEntries(
  LIST_FIELDS.map((field) => [`map.${field}`, z.string().min(1).max(200).optional()]),
) as Record<`map.${(typeof LIST_FIELDS)[number]}`, z.ZodOptional<z.ZodString>>;

const querySchema = z.object({
  policy: policyName,
  source: z.string().min(1).max(100).meta({ description: 'A source that the policy allows' }),
  list: z.string().min(1).max(100).optional().meta({ description: 'Purchase entry of a bought-in list' }),
  delimiter: z.enum(DELIMITERS).optional(),
});

const params = z.object({ id: z.string().max(64).meta({ example: 'imp_01kat3v5t7q8w2e4r6y8s0h2j4' }) });

/** `/v1/imports`: taking in the contacts of a CSV list. */
export function importRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Imports'];

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/imports',
      tags,
      summary: 'Take in the contacts of a CSV list, and answer when all rows are in',
      description:
        'The body is the file, or multipart/form-data with it. An import that was cut off goes on where it stopped when the same file is sent again.',
      middleware: ladder(heed, { scope: 'imports:write', body: 'upload', repeat: 'once' }),
      request: {
        headers: writesOnce,
        query: querySchema.extend(mapQuery),
        body: { required: true, content: { 'text/csv': { schema: { type: 'string' } } } },
      },
      responses: {
        200: jsonAnswer(importedSchema, 'What became of the rows'),
        ...writeRefusals(
          'UNKNOWN_POLICY',
          'SOURCE_NOT_ALLOWED',
          'LIST_NOT_REGISTERED',
          'BAD_LIST',
          'MISSING_COLUMN',
          'CONFLICT',
        ),
      },
    }),
    async (c) => {
      const { policy, source, list, delimiter, ...mapped } = c.req.valid('query');
      const map = Object.fromEntries(
        Object.entries(mapped).map(([name, heading]) => [name.slice(4), heading]),
      );
      const file = c.get('upload')!.path;
      const actor = actorOf(c.get('caller'));
      return c.json(await importContacts(heed, { policy, source, list, delimiter, map, file, actor }), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/imports/{id}',
      tags,
      summary: 'How far an import is, or how it ended',
      middleware: ladder(heed, { scope: 'imports:write' }),
      request: { params },
      responses: { 200: jsonAnswer(importSchema, 'The import'), ...refusals('UNKNOWN_IMPORT') },
    }),
    async (c) => c.json(await readImport(heed, c.req.valid('param').id), 200),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/imports/{id}/rejects.csv',
      tags,
      summary: 'The rows that could not be taken in: line, column and reason',
      middleware: ladder(heed, { scope: 'imports:write' }),
      request: { params },
      responses: {
        200: { description: 'The rejects', content: { 'text/csv': { schema: z.string() } } },
        ...refusals('UNKNOWN_IMPORT'),
      },
    }),
    async (c) => {
      const { id } = await readImport(heed, c.req.valid('param').id);
      c.header('Content-Type', 'text/csv; charset=utf-8');
      c.header('Content-Disposition', `attachment; filename="${id}-rejects.csv"`);
      return stream(c, async (out) => {
        await out.write('line,column,reason\r\n');
        for await (const rejects of rejectsOf(heed, uuidOf('imp', id)!))
          await out.write(
            rejects.map((one) => `${one.line},${safeCell(one.column)},${quoteCell(one.reason)}\r\n`).join(''),
          );
      });
    },
  );
  return app;
}
