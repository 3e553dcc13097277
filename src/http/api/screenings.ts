import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { CHANNELS, PURPOSES } from '../../decision/types.ts';
import { HeedError } from '../../errors.ts';
import type { Heed } from '../../heed.ts';
import { cancelScreening } from '../../screening/cancel-screening.ts';
import { SCREENED_FIELDS } from '../../screening/columns.ts';
import { getScreening, listScreenings, SCREENING_STATES } from '../../screening/queries.ts';
import { sampleRows } from '../../screening/sample-rows.ts';
import type { ScreeningInput } from '../../screening/schema.ts';
import { RESULT_NAMES, resultFile } from '../../screening/screening-files.ts';
import { startScreening } from '../../screening/start-screening.ts';
import { actorOf } from '../auth/caller.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, ladder, refusals, writeRefusals, writesOnce } from '../ladder.ts';
import { policyName } from './contact-schemas.ts';
import { decisionSchema } from './decision-schema.ts';

const text = z.string().min(1).max(200);

const progressSchema = z.object({
  bytes: z.int(),
  totalBytes: z.int(),
  rows: z.int(),
  allowed: z.int(),
  refused: z.int(),
  rejected: z.int(),
});

const screeningSchema = z
  .object({
    id: z.string().meta({ example: 'scr_01kat3v5t7q8w2e4r6y8s0h2j4' }),
    policy: z.string(),
    controller: z.string(),
    status: z.enum(SCREENING_STATES),
    question: z.any().meta({ type: 'object', description: 'What was asked about every row' }),
    list_bytes: z.int(),
    progress: progressSchema.readonly().nullable(),
    summary: z.any().meta({
      type: ['object', 'null'],
      description: 'The signed summary (docs/screening.md), once done',
    }),
    error: z.object({ code: z.string(), detail: z.string() }).readonly().nullable(),
    actor: z.string(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
    files_until: z.string().nullable().meta({ description: 'Until when results can be downloaded' }),
  })
  .meta({ id: 'Screening' });

const sampleSchema = z
  .object({
    decision_id: z.string(),
    line: z.int(),
    cells: z.array(z.object({ column: z.string(), value: z.string() }).readonly()).readonly(),
    subject: z.string().nullable(),
    given: z.string().nullable(),
    decision: decisionSchema.readonly(),
  })
  .meta({ id: 'ScreenedRow' });

/** Headings of the columns that the fields are in, one parameter a field: `map.phone=Tel. (work)`. */
const mapQuery = Object.fromEntries(
  SCREENED_FIELDS.map((field) => [`map.${field}`, text.optional()]),
) as Record<`map.${(typeof SCREENED_FIELDS)[number]}`, z.ZodOptional<z.ZodString>>;

const querySchema = z.object({
  policy: policyName,
  channel: z.enum(CHANNELS),
  purpose: z.enum(PURPOSES),
  topic: text.optional(),
  at: text.optional().meta({ description: 'RFC 3339 instant of the contact; now when absent' }),
  country: text.optional().meta({ description: 'Country of people for whom the list names none' }),
  source: text.optional().meta({ description: 'A source of the policy that the list came from' }),
  list: text.optional().meta({ description: 'Purchase entry of a bought-in list' }),
  message: z.string().max(4000).optional().meta({
    description: 'The message as JSON: promotes, optout, art14_notice and the like',
    example: '{"art14_notice":true}',
  }),
});

const params = z.object({ id: z.string().max(64).meta({ example: 'scr_01kat3v5t7q8w2e4r6y8s0h2j4' }) });

/** `/v1/screenings`: lists in, decisions out. */
export function screeningRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Screenings'];
  const reading = { scope: 'screenings:write' } as const;

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/screenings',
      tags,
      summary: 'Screen a CSV list in the background',
      description:
        'The body is the file, or multipart/form-data with it. Ask for the screening until its status is done, then download the results.',
      middleware: ladder(heed, { scope: 'screenings:write', body: 'upload', repeat: 'once' }),
      request: {
        headers: writesOnce,
        query: querySchema.extend(mapQuery),
        body: { required: true, content: { 'text/csv': { schema: { type: 'string' } } } },
      },
      responses: {
        202: jsonAnswer(screeningSchema, 'The screening, waiting its turn'),
        ...writeRefusals(
          'UNKNOWN_POLICY',
          'SOURCE_NOT_ALLOWED',
          'LIST_NOT_REGISTERED',
          'BAD_LIST',
          'MISSING_COLUMN',
        ),
      },
    }),
    async (c) => {
      const file = c.get('upload')!.path;
      const question = questionOf(c.req.valid('query'));
      const actor = actorOf(c.get('caller'));
      const screening = await startScreening(heed, { file, question, actor, id: c.get('once').id });
      c.header('Location', `/v1/screenings/${screening.id}`);
      return c.json(screening, 202);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/screenings',
      tags,
      summary: 'Screenings, the latest first',
      middleware: ladder(heed, reading),
      request: {
        query: z.object({
          cursor: text.optional().meta({ description: 'next_cursor of the page before' }),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      },
      responses: {
        200: jsonAnswer(
          z.object({ data: z.array(screeningSchema).readonly(), next_cursor: z.string().nullable() }),
          'One page',
        ),
        ...refusals('UNKNOWN_SCREENING'),
      },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const { screenings, next } = await listScreenings(heed, { after: cursor, limit });
      return c.json({ data: screenings, next_cursor: next }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/screenings/{id}',
      tags,
      summary: 'How far a screening is, or its signed summary',
      middleware: ladder(heed, reading),
      request: { params },
      responses: { 200: jsonAnswer(screeningSchema, 'The screening'), ...refusals('UNKNOWN_SCREENING') },
    }),
    async (c) => c.json(await getScreening(heed, c.req.valid('param').id), 200),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/screenings/{id}/samples',
      tags,
      summary: 'Rows that got a reason, each with its full explanation as known then',
      middleware: ladder(heed, reading),
      request: {
        params,
        query: z.object({
          reason: text.meta({ example: 'D_TPS_LISTED' }),
          limit: z.coerce.number().int().min(1).max(5).default(5),
        }),
      },
      responses: {
        200: jsonAnswer(z.object({ data: z.array(sampleSchema).readonly() }), 'At most five rows'),
        ...refusals('UNKNOWN_SCREENING', 'CONFLICT', 'RESULTS_REMOVED'),
      },
    }),
    async (c) => {
      const { reason, limit } = c.req.valid('query');
      return c.json({ data: await sampleRows(heed, c.req.valid('param').id, reason, limit) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/screenings/{id}/{file}',
      tags,
      summary: 'Download a result file',
      middleware: ladder(heed, reading),
      request: { params: params.extend({ file: z.enum(RESULT_NAMES) }) },
      responses: {
        200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } },
        ...refusals('UNKNOWN_SCREENING', 'CONFLICT', 'RESULTS_REMOVED'),
      },
    }),
    async (c) => {
      const { id, file } = c.req.valid('param');
      const path = await resultFile(heed, id, file);
      c.header('Content-Type', file.endsWith('.json') ? 'application/json' : 'text/csv');
      c.header('Content-Disposition', `attachment; filename="${id}-${file}"`);
      return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/v1/screenings/{id}',
      tags,
      summary: 'Cancel a screening, or remove the files of one that is done',
      middleware: ladder(heed, { scope: 'screenings:write' }),
      request: { params },
      responses: {
        200: jsonAnswer(screeningSchema, 'The screening as it is now'),
        ...refusals('UNKNOWN_SCREENING', 'CONFLICT'),
      },
    }),
    async (c) => c.json(await cancelScreening(heed, c.req.valid('param').id), 200),
  );
  return app;
}

type Query = Partial<Record<string, string>> & { policy: string; channel: string; purpose: string };

function questionOf({
  policy,
  channel,
  purpose,
  topic,
  message,
  at,
  country,
  source,
  list,
  ...map
}: Query): ScreeningInput {
  const columns = Object.fromEntries(Object.entries(map).map(([name, heading]) => [name.slice(4), heading]));
  return {
    policy,
    channel,
    purpose,
    message: { ...messageOf(message), ...(topic !== undefined && { topic }) },
    columns,
    ...(at !== undefined && { at }),
    ...(country !== undefined && { country }),
    ...(source !== undefined && { source }),
    ...(list !== undefined && { list }),
  };
}

function messageOf(json: string | undefined): ScreeningInput['message'] {
  if (json === undefined) return {};
  try {
    return JSON.parse(json) as ScreeningInput['message'];
  } catch {
    throw new HeedError('VALIDATION', 'message is not JSON.', [
      { pointer: '/query/message', detail: 'Write it as JSON' },
    ]);
  }
}
