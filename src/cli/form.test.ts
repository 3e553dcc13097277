import { afterAll, beforeAll, expect, it } from 'vitest';
import { heed as command } from '../testing/command.ts';
import { makePlace, type Place } from '../testing/places.ts';

let place: Place;
beforeAll(async () => {
  place = await makePlace('pglite');
});
afterAll(() => place.drop());

/** Runs a command on a demo that stays in its folder from one command to the next. */
const heed = (args: readonly string[], input?: string) =>
  command([...args, ...place.args, '--policy', 'cmp'], { ...place.options, input });

const CALL = {
  fields: {
    'first-name': 'Tel',
    country: 'GB',
    email: 'tel@example.org',
    'call-note': 'She asks for the ramp, she uses a wheelchair.',
  },
  choices: ['no-marketing'],
  submission: 'call-2026-0001',
};
const ENTER = ['form', 'submit', '--form', 'phone-enquiry', '--file', '-'];

it('enters a call with its day, once, and has its text looked at', async () => {
  const day = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
  const entered = await heed([...ENTER, '--received', day, '--json'], JSON.stringify(CALL));
  expect(entered.stderr).not.toContain('tel@example.org');
  expect(entered.code).toBe(0);
  const { reference, received_at, choices } = JSON.parse(entered.stdout);
  expect(received_at.slice(0, 10) <= day).toBe(true);
  expect(choices).toEqual([{ id: 'no-marketing', label: 'Shall we leave you in peace with marketing?' }]);
  const again = await heed([...ENTER, '--received', day], JSON.stringify(CALL));
  expect(again.stdout).toContain(reference);
  expect(again.stdout).toContain('It was entered before; nothing changed.');

  expect((await heed(['review', 'show', reference])).stdout).toMatch(
    /call-note\s+She asks for the ramp.*health\s+waits/,
  );
  const silent = await heed(['review', 'keep', reference, '--field', 'call-note', '--reason', '']);
  expect(silent.code).toBe(2);
  const removed = await heed(['review', 'remove', reference, '--field', 'call-note']);
  expect(removed.stdout).toContain('Taken out');
});

it('says what is wrong with a form, field by field, and enters none of it', async () => {
  const wrong = await heed(
    ENTER,
    JSON.stringify({ fields: { email: 'nope', religion: 'x' }, choices: ['everything'] }),
  );
  expect(wrong.code).toBe(2);
  for (const pointer of ['/fields/first-name', '/fields/email', '/fields/religion', '/choices'])
    expect(wrong.stderr).toContain(pointer);
});

it('says what would go', async () => {
  const dry = JSON.parse((await heed(['form', 'purge', '--dry-run', '--json'])).stdout) as {
    form: string;
    gone: number;
  }[];
  expect(dry).toContainEqual({ policy: 'cmp', form: 'phone-enquiry', gone: 0, cut: 0, waiting: 0 });
});
