import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSuppression } from '../../contacts/add-suppression.ts';
import { eraseSubject } from '../../contacts/erase-subject.ts';
import { openTestHeed } from '../../db/testing/stores.ts';
import { BOOKING } from '../../forms/testing.ts';
import type { Heed } from '../../heed.ts';
import { subscriber, tokens } from '../../preferences/testing/links.ts';
import { hidden, listening, ORIGIN, post, seen, worked } from './visitor.ts';

/** Whether somebody is known must show neither in an answer nor in the work that it takes. */
const WHO = ['known@example.org', 'never@example.org', 'erased@example.org', 'stopped@example.org'] as const;

let heed: Heed;
beforeAll(async () => {
  heed = { ...(await openTestHeed()), mode: 'production' };
  await subscriber(heed, 'known@example.org');
  const erased = await subscriber(heed, 'erased@example.org');
  await eraseSubject(heed, { policy: 'cmp', subject: erased, actor: 'test' });
  const identifier = { kind: 'email', value: 'stopped@example.org' } as const;
  await addSuppression(heed, { policy: 'cmp', identifier, reason: 'objection', actor: 'test' });
});
afterAll(() => heed.close());

/** Does the same for each of them and returns what was seen and which statements it took. */
async function each(
  act: (app: ReturnType<typeof listening>['app'], email: string) => Response | Promise<Response>,
): Promise<{ answers: unknown[]; statements: string[][] }> {
  const answers: unknown[] = [];
  const statements: string[][] = [];
  for (const email of WHO) {
    const heard = listening(heed);
    answers.push(await seen(await act(heard.app, email)));
    statements.push([...heard.statements]);
  }
  return { answers, statements };
}

const same = (list: readonly unknown[]) => {
  for (const one of list) expect(one).toEqual(list[0]);
};

describe('somebody who tries addresses', () => {
  it('learns nothing from asking for a link: the same page, the same statements', async () => {
    const { answers, statements } = await each(async (app, email) => {
      const page = await (await app.request('/cmp/preferences')).text();
      return post(app, '/cmp/preferences', { ...hidden(page), email });
    });
    expect(answers[0]).toMatchObject({ status: 200 });
    expect(statements[0]!.length).toBeGreaterThan(0);
    same(answers);
    same(statements);
  });

  it('learns nothing from a link of a mailing, before the press and after it', async () => {
    const links = new Map<string, string>();
    for (const email of WHO) links.set(email, (await tokens(heed, email)).stop);
    same((await each(async (app, email) => app.request(`/cmp/stop/${links.get(email)}`))).answers);
    const pressed = await each((app, email) =>
      post(app, `/cmp/stop/${links.get(email)}`, { 'List-Unsubscribe': 'One-Click' }, {}),
    );
    expect(pressed.answers[0]).toMatchObject({ status: 200 });
    same(pressed.answers);
  });

  it('learns nothing from handing in a form but a reference', async () => {
    const path = '/cmp/forms/event-registration';
    const { answers } = await each(async (app, email) => {
      const fields = { ...BOOKING.fields, email };
      const check = await (await post(app, path, { ...fields, step: 'check' })).text();
      const done = await post(app, path, worked(hidden(check)));
      const body = (await done.text())
        .replaceAll(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/g, 'REFERENCE')
        .replaceAll(/\d+ \w+ 20\d\d at \d\d:\d\d/g, 'TIME');
      return new Response(body, { status: done.status });
    });
    expect(answers[0]).toMatchObject({ status: 200 });
    same(answers);
  });
});

it('takes a post of another site for nobody’s page', async () => {
  const { app } = listening(heed);
  const { preferences, stop } = await tokens(heed, 'known@example.org');
  const page = await (await app.request(`/cmp/preferences/${preferences}`)).text();
  const foreign = { Origin: 'https://evil.example.com', 'Sec-Fetch-Site': 'cross-site' };
  const places = [
    `/cmp/preferences/${preferences}`,
    '/cmp/preferences',
    '/submissions/enter/cmp/phone-enquiry',
    '/subjects',
  ];
  for (const path of places) {
    const fields = { ...hidden(page), all: 'stop', email: 'known@example.org' };
    expect([401, 403], path).toContain((await post(app, path, fields, foreign)).status);
    expect([401, 403], path).toContain((await post(app, path, { all: 'stop' }, { Origin: ORIGIN })).status);
  }
  // What mail programs and other sites may post acts by its link, or keeps nothing before the check.
  expect((await post(app, `/cmp/stop/${stop}/undo`, {}, foreign)).status).toBe(200);
  const check = await post(
    app,
    '/cmp/forms/newsletter',
    { email: 'x@example.org', country: 'GB', step: 'send' },
    foreign,
  );
  expect(await check.text()).toContain('One more press');
});
