import { Hono } from 'hono';
import { findSubject, readSubject } from '../../../contacts/find-subject.ts';
import { listPermissions } from '../../../contacts/list-permissions.ts';
import { personHistory } from '../../../contacts/person-history.ts';
import { HeedError } from '../../../errors.ts';
import type { Heed } from '../../../heed.ts';
import { mayUse, requireScope } from '../../auth/caller.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { readLocalTime } from '../shared/instants.ts';
import { sendPage } from '../shared/page.tsx';
import { readPerson } from '../shared/read-identifier.ts';
import { Lookup } from './lookup.tsx';
import { SubjectPage } from './subject-page.tsx';

/** `/subjects` finds a person; `/subjects/{sub_id}` shows one. Addresses and numbers are posted, never in a URL. */
export function subjectPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/subjects', (c) => {
    requireScope(c.get('caller'), 'subjects:read');
    return lookup(c, heed, {}, {});
  });
  app.post('/subjects', async (c) => {
    requireScope(c.get('caller'), 'subjects:read');
    const values = c.get('form');
    const found = await find(heed, values);
    if (typeof found === 'object') return lookup(c, heed, values, found);
    return c.redirect(`/subjects/${found}?policy=${encodeURIComponent(values.policy!)}`, 303);
  });
  app.get('/subjects/:id', async (c) => {
    requireScope(c.get('caller'), 'subjects:read');
    return show(c, heed, c.req.param('id'));
  });
  return app;
}

/** The id of the person that the form names, or what is wrong with which field. */
async function find(heed: Heed, { policy, person = '' }: Fields): Promise<string | FieldErrors> {
  const errors: Record<string, string> = {};
  if (!policy) errors.policy = 'Choose an organisation';
  if (!person.trim())
    errors.person = 'Enter an email address, a phone number, a member number or a subject id';
  if (Object.keys(errors).length > 0) return errors;
  const named = readPerson(person);
  try {
    if ('subject' in named)
      return (await readSubject(heed, { policy: policy!, subject: named.subject })).subject;
    const subject = await findSubject(heed, { policy: policy!, identifier: named.identifier });
    return subject ?? { person: 'Nobody known to this organisation has it' };
  } catch (error) {
    if (error instanceof HeedError && error.status < 500) return { person: error.message };
    throw error;
  }
}

async function show(c: HttpContext, heed: Heed, subject: string) {
  const policy = heed.policies.get(c.req.query('policy') ?? '');
  const given = readLocalTime(c.req.query('known_at'));
  const past = given && Date.parse(given) <= Date.now() ? given : undefined;
  const caller = c.get('caller');
  const person = await readSubject(heed, { policy: policy.id, subject });
  return sendPage(
    c,
    heed,
    { title: 'One person', error: Boolean(given !== undefined && !past) },
    <SubjectPage
      policy={policy}
      person={person}
      permissions={await listPermissions(heed, { policy: policy.id, subject, at: past, asKnownAt: past })}
      facts={await personHistory(heed, { policy: policy.id, subject, asKnownAt: past, evidence: true })}
      knownAt={past}
      knownAtError={given !== undefined && !past ? 'Enter a date and time in the past' : undefined}
      done={c.req.query('done')}
      mayStop={mayUse(caller, 'facts:write')}
      mayErase={mayUse(caller, 'subjects:erase')}
    />,
  );
}

function lookup(c: HttpContext, heed: Heed, values: Fields, errors: FieldErrors) {
  const error = Object.keys(errors).length > 0;
  return sendPage(
    c,
    heed,
    { title: 'Look a person up', error, status: error ? 422 : 200 },
    <Lookup c={c} heed={heed} values={values} errors={errors} />,
  );
}
