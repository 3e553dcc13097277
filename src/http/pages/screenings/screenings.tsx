import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { withoutHint } from '../../../csv/map-columns.ts';
import { HeedError } from '../../../errors.ts';
import type { Heed } from '../../../heed.ts';
import {
  cancelScreening,
  explainLine,
  getScreening,
  listScreenings,
  resultFile,
  sampleRows,
  startScreening,
} from '../../../screening/index.ts';
import { BackLink } from '../../../ui/back-link/back-link.tsx';
import { actorOf, mayUse, requireScope } from '../../auth/caller.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { Answer } from '../decisions/answer.tsx';
import { explainReplayed } from '../decisions/explain.ts';
import { sendPage } from '../shared/page.tsx';
import { readUpload } from './read-upload.ts';
import { Recent } from './recent.tsx';
import { Samples } from './samples.tsx';
import { sendScreening } from './screening-page.tsx';
import { UploadForm } from './upload-form.tsx';

/** `/screenings`: upload a list, watch it being checked, see the answer, download it. */
export function screeningPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use('/screenings/*', async (c, next) => {
    requireScope(c.get('caller'), 'screenings:write');
    await next();
  });
  app.get('/screenings', (c) => form(c, heed, {}, {}));
  app.post('/screenings', (c) => upload(c, heed));
  app.get('/screenings/:id', async (c) =>
    sendScreening(c, heed, await getScreening(heed, c.req.param('id'))),
  );
  app.post('/screenings/:id/cancel', async (c) => {
    const { id } = await cancelScreening(heed, c.req.param('id'));
    return c.redirect(`/screenings/${id}`, 303);
  });
  app.get('/screenings/:id/files/:name', (c) => download(c, heed, c.req.param('id'), c.req.param('name')));
  app.get('/screenings/:id/reasons/:reason', async (c) => {
    const { id, reason } = c.req.param();
    const samples = await sampleRows(heed, id, reason);
    if (samples.length === 0) return c.notFound();
    return sendPage(c, heed, { title: 'Examples' }, <Samples id={id} reason={reason} samples={samples} />);
  });
  app.get('/screenings/:id/rows/:line{[0-9]{1,9}}', (c) =>
    row(c, heed, c.req.param('id'), Number(c.req.param('line'))),
  );
  return app;
}

/** Errors that a person mends in a field of the form. */
const FIELD_OF: Readonly<Record<string, string>> = {
  BAD_LIST: 'file',
  MISSING_COLUMN: 'column',
  SOURCE_NOT_ALLOWED: 'source',
  LIST_NOT_REGISTERED: 'list',
  UNKNOWN_POLICY: 'policy',
  VALIDATION: 'file',
};

async function upload(c: HttpContext, heed: Heed) {
  const values = c.get('form');
  const file = c.get('upload');
  const read = readUpload(values, file !== undefined);
  if ('errors' in read) return form(c, heed, values, read.errors);
  try {
    const actor = actorOf(c.get('caller'));
    const { id } = await startScreening(heed, { file: file!.path, question: read.question, actor });
    return c.redirect(`/screenings/${id}`, 303);
  } catch (error) {
    const field = error instanceof HeedError ? FIELD_OF[error.code] : undefined;
    if (!field) throw error;
    return form(c, heed, values, { [field]: detailFor(error as HeedError) });
  }
}

function detailFor({ code, message }: HeedError): string {
  return code === 'MISSING_COLUMN'
    ? `${withoutHint(message)} If it is there by another name, enter that name as “Heading of the column to go by”.`
    : message;
}

async function form(c: HttpContext, heed: Heed, values: Fields, errors: FieldErrors) {
  requireScope(c.get('caller'), 'screenings:write');
  const { screenings } = await listScreenings(heed, { limit: 10 });
  const error = Object.keys(errors).length > 0;
  return sendPage(
    c,
    heed,
    { title: 'Check a list', error, status: error ? 422 : 200 },
    <>
      <UploadForm c={c} heed={heed} values={values} errors={errors} />
      <Recent heed={heed} screenings={screenings} />
    </>,
  );
}

async function download(c: HttpContext, heed: Heed, id: string, name: string) {
  const path = await resultFile(heed, id, name);
  const { size } = await stat(path);
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
    'Content-Type': name.endsWith('.json') ? 'application/json' : 'text/csv; charset=utf-8',
    'Content-Length': String(size),
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  });
}

/** The full explanation of one row of the list. */
async function row(c: HttpContext, heed: Heed, id: string, line: number) {
  const screening = await getScreening(heed, id);
  const { decision, decision_id, subject } = await explainLine(heed, id, line);
  const explained = await explainReplayed(
    heed,
    {
      decision,
      decisionId: decision_id,
      subject,
      policy: heed.policies.get(screening.policy),
      channel: screening.question.channel,
      purpose: screening.question.purpose,
      message: screening.question.message,
    },
    mayUse(c.get('caller'), 'subjects:read'),
  );
  return sendPage(
    c,
    heed,
    { title: `Line ${line}` },
    <>
      <BackLink href={`/screenings/${id}`}>Back to the result</BackLink>
      <p class="heed-eyebrow">Line {line} of the list</p>
      <Answer {...explained} />
    </>,
  );
}
