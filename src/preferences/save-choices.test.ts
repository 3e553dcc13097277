import { expect, it } from 'vitest';
import { eraseSubject } from '../contacts/erase-subject.ts';
import { describeStores } from '../db/testing/stores.ts';
import { addFact } from '../facts/add-fact.ts';
import { knownFacts } from '../facts/known-facts.ts';
import type { Heed } from '../heed.ts';
import { openLink } from './open-link.ts';
import { readChoices } from './read-choices.ts';
import { readRecord } from './read-record.ts';
import { type SaveChoicesInput, saveChoices } from './save-choices.ts';
import { reason, subscriber, tokens } from './testing/links.ts';

const DAY = 86_400_000;
const EVENTS = 'direct_marketing.email.events';
const TRAINING = 'direct_marketing.email.training';
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

describeStores('the preference centre', (open) => {
  let heed: Heed;

  async function person(email: string) {
    heed ??= await open();
    const subject = await subscriber(heed, email);
    const { preferences } = await tokens(heed, email);
    const link = { policy: 'cmp', token: preferences };
    const read = async () => {
      const opened = await openLink(heed, { ...link, use: 'preferences' });
      return { choices: await readChoices(heed, opened), record: await readRecord(heed, opened) };
    };
    /** Saves the page as it is shown, with some boxes changed. */
    const save = async (
      change: (ticked: Set<string>) => void,
      more: Partial<SaveChoicesInput> = {},
      now?: number,
    ) => {
      const { choices } = await read();
      const shown = new Set(choices.lists.filter(({ on }) => on).map(({ id }) => id));
      const wanted = new Set(shown);
      change(wanted);
      const offered = new Set(choices.lists.map(({ channel }) => channel));
      const sharing = choices.sharing?.on ?? false;
      return saveChoices(
        heed,
        { ...link, stopAll: false, wanted, shown, offered, sharing, sharingShown: sharing, ...more },
        now,
      );
    };
    return { subject, link, read, save };
  }

  it('shows what may be sent, and by which channels somebody can be reached', async () => {
    const { read } = await person('ann@example.org');
    const { choices, record } = await read();
    expect(choices.lists.filter(({ on }) => on).map(({ id }) => id)).toEqual([EVENTS]);
    expect(choices.unreachable).toEqual(expect.arrayContaining(['sms', 'live_call', 'post']));
    expect(record).toHaveLength(1);
    expect(record[0]).toMatchObject({ type: 'consent', wording: 'Email me about conferences and events' });
  });

  it('changes only what was changed, at once, with the words that were shown', async () => {
    const { save, read, subject } = await person('bea@example.org');
    const before = (await knownFacts(heed, subject)).length;
    expect(await save(() => undefined)).toMatchObject({ reference: null });
    expect(await knownFacts(heed, subject)).toHaveLength(before);

    const saved = await save((ticked) => {
      ticked.delete(EVENTS);
      ticked.add(TRAINING);
    });
    expect(saved).toMatchObject({ started: 1, stopped: 1, refused: 0 });
    expect(await reason(heed, 'bea@example.org', 'events')).toBe('D_WITHDRAWN');
    expect(await reason(heed, 'bea@example.org', 'training')).toBe('A_CONSENT');
    const mine = (await read()).record.filter(({ reference }) => reference === saved.reference);
    expect(mine.map(({ type, wording, notice_version }) => ({ type, wording, notice_version }))).toEqual(
      expect.arrayContaining([
        {
          type: 'consent',
          wording: 'Customer Management Practice may email me about “Training courses”.',
          notice_version: heed.policies.get('cmp').version,
        },
      ]),
    );
    await pause();
    await save((ticked) => ticked.add(EVENTS));
    expect(await reason(heed, 'bea@example.org', 'events')).toBe('A_CONSENT');
  });

  it('stops everything with one press, whatever else is ticked, and passing on as well', async () => {
    const { save, read } = await person('cat@example.org');
    await save((ticked) => ticked.add(TRAINING), { stopAll: true });
    expect(await reason(heed, 'cat@example.org', 'events')).toBe('D_OBJECTION');
    expect(await reason(heed, 'cat@example.org', 'training')).toBe('D_OBJECTION');
    const { choices } = await read();
    expect(choices.lists.some(({ on }) => on)).toBe(false);
    expect(choices.sharing?.on).toBe(false);
  });

  it('switches passing on, on and off', async () => {
    const { save, read } = await person('dee@example.org');
    await save(() => undefined, { sharing: true });
    expect((await read()).choices.sharing?.on).toBe(true);
    await pause();
    await save(() => undefined, { sharing: false });
    expect((await read()).choices.sharing?.on).toBe(false);
  });

  it('stops for ever and starts for 30 days', async () => {
    const { save } = await person('eve@example.org');
    const late = Date.now() + 31 * DAY;
    expect(await save((ticked) => ticked.add(TRAINING), {}, late)).toMatchObject({ started: 0, refused: 1 });
    expect(await reason(heed, 'eve@example.org', 'training')).toBe('D_CONSENT_SCOPE');
    expect(await save((ticked) => ticked.delete(EVENTS), {}, late + 3_000 * DAY)).toMatchObject({
      stopped: 1,
    });
    expect(await reason(heed, 'eve@example.org', 'events')).toBe('D_WITHDRAWN');
  });

  it('lets an old page stop, and never start what was stopped meanwhile', async () => {
    const { link, save } = await person('fay@example.org');
    await save((ticked) => ticked.delete(EVENTS));
    await pause();
    // The other tab still shows the box ticked, and it is sent again unchanged.
    const stale = { stopAll: false, sharing: false, sharingShown: false, offered: new Set(['email']) };
    const ticked = new Set([EVENTS]);
    const saved = await saveChoices(heed, { ...link, ...stale, wanted: ticked, shown: ticked });
    expect(saved).toMatchObject({ reference: null, started: 0 });
    expect(await reason(heed, 'fay@example.org', 'events')).toBe('D_WITHDRAWN');
  });

  it('does not stop what its page did not show', async () => {
    const { link, subject } = await person('gus@example.org');
    const before = await knownFacts(heed, subject);
    const nothing = { wanted: new Set<string>(), shown: new Set<string>(), offered: new Set<string>() };
    await saveChoices(heed, { ...link, ...nothing, stopAll: false, sharing: false, sharingShown: false });
    expect(await knownFacts(heed, subject)).toEqual(before);
  });

  it('makes sure of the suppression once nobody has the address, and starts nothing', async () => {
    const { link, subject } = await person('hal@example.org');
    await eraseSubject(heed, { policy: 'cmp', subject, actor: 'test' });
    const empty = {
      shown: new Set<string>(),
      offered: new Set<string>(),
      sharing: false,
      sharingShown: false,
    };
    const ticked = await saveChoices(heed, { ...link, ...empty, stopAll: false, wanted: new Set([EVENTS]) });
    expect(ticked).toMatchObject({ started: 0, refused: 1 });
    await saveChoices(heed, { ...link, ...empty, stopAll: true, wanted: new Set<string>() });
    expect(await reason(heed, 'hal@example.org')).toBe('D_SUPPRESSED_ERASED');
  });

  it('shows no note of staff to anybody', async () => {
    const { read, subject } = await person('ida@example.org');
    const fact = {
      type: 'objection',
      at: new Date().toISOString(),
      evidence: { note: 'rude on the phone', wording: 'Stop.' },
    };
    await addFact(heed, { policy: 'cmp', subject, fact }, 'test');
    expect(JSON.stringify((await read()).record)).not.toContain('rude');
  });
});
