import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { dayOf, formatDay, parseDay } from '../../decision/calendar.ts';
import type { Heed } from '../../heed.ts';
import type { LoadedRegister } from '../../registers/load-register.ts';
import { REGISTER_NAMES, type RegisterStatus } from '../../registers/registers.ts';
import type { HttpApp, HttpEnv } from '../env.ts';
import { jsonAnswer, ladder, refusals, writeRefusals, writesOnce } from '../ladder.ts';

/** A register file stays usable for 27 days after its date (PECR reg 21(3)). */
const USABLE_DAYS = 27;

const day = z.string().refine((text) => parseDay(text) !== null, 'Use a date such as 2026-11-20');

const registerSchema = z
  .object({
    register: z.enum(REGISTER_NAMES),
    file_date: z.string(),
    usable_until: z.string(),
    stale: z.boolean(),
    count: z.int().meta({ description: 'Distinct numbers' }),
    sha256: z.string(),
    loaded_at: z.string(),
    kept: z.int().meta({ description: 'Register files that can be replayed, this one included' }),
  })
  .meta({ id: 'Register' });

const loadedSchema = z
  .object({
    result: z.enum(['loaded', 'unchanged']),
    register: z.enum(REGISTER_NAMES),
    file_date: z.string(),
    sha256: z.string(),
    count: z.int(),
    added: z.int(),
    removed: z.int(),
    loaded_at: z.string(),
  })
  .meta({ id: 'LoadedRegister' });

/** `/v1/registers`: the do-not-call files in use, and putting a new one in use. */
export function registerRoutes(heed: Heed): HttpApp {
  const app: HttpApp = new OpenAPIHono<HttpEnv>();
  const tags = ['Registers'];

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/registers',
      tags,
      summary: 'Which register files are in use, and until when',
      middleware: ladder(heed, { scope: 'policies:read' }),
      responses: {
        200: jsonAnswer(z.object({ data: z.array(registerSchema) }), 'The registers'),
        ...refusals(),
      },
    }),
    (c) => {
      const today = dayOf(Date.now(), 'Europe/London');
      return c.json({ data: heed.registers.status().map((status) => presentStatus(status, today)) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/registers/{name}',
      tags,
      summary: 'Put a register file in use, whole or not at all',
      description:
        'The body is the file as published (text/plain or application/octet-stream), or multipart/form-data.',
      middleware: ladder(heed, { scope: 'registers:write', body: 'upload', repeat: 'once' }),
      request: {
        headers: writesOnce,
        params: z.object({ name: z.enum(REGISTER_NAMES) }),
        query: z.object({
          date: day.meta({ description: 'Date of the file' }),
          listed_since: day
            .optional()
            .meta({ description: 'First file only: since when its numbers are known listed' }),
          force: z.enum(['true', 'false']).optional(),
        }),
        body: { required: true, content: { 'text/plain': { schema: { type: 'string' } } } },
      },
      responses: {
        200: jsonAnswer(loadedSchema, 'The file in use'),
        ...writeRefusals('BAD_REGISTER_FILE'),
      },
    }),
    async (c) => {
      const query = c.req.valid('query');
      const loaded = await heed.registers.load({
        register: c.req.valid('param').name,
        file: c.get('upload')!.path,
        fileDay: parseDay(query.date)!,
        listedSince: query.listed_since === undefined ? undefined : parseDay(query.listed_since)!,
        force: query.force === 'true',
      });
      return c.json(presentLoaded(loaded), 200);
    },
  );
  return app;
}

function presentStatus(status: RegisterStatus, today: number): z.infer<typeof registerSchema> {
  return {
    register: status.register,
    file_date: formatDay(status.fileDay),
    usable_until: formatDay(status.fileDay + USABLE_DAYS),
    stale: today - status.fileDay > USABLE_DAYS,
    count: status.count,
    sha256: status.sha256,
    loaded_at: new Date(status.loadedAt).toISOString(),
    kept: status.kept,
  };
}

function presentLoaded(loaded: LoadedRegister): z.infer<typeof loadedSchema> {
  return {
    result: loaded.result,
    register: loaded.register,
    file_date: formatDay(loaded.fileDay),
    sha256: loaded.sha256,
    count: loaded.count,
    added: loaded.added,
    removed: loaded.removed,
    loaded_at: new Date(loaded.loadedAt).toISOString(),
  };
}
