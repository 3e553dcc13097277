import { afterAll, expect, it } from 'vitest';
import { describeStores } from '../db/testing/stores.ts';
import { submit } from '../forms/testing.ts';
import type { Heed } from '../heed.ts';
import { screenList } from '../screening/screen-list.ts';
import { BY_EMAIL, screeningFixture } from '../screening/testing.ts';
import { openLink } from './open-link.ts';
import { readChoices } from './read-choices.ts';
import { saveChoices } from './save-choices.ts';
import { tokens } from './testing/links.ts';

const fixture = screeningFixture();
afterAll(fixture.close);

const CONTACT = {
  policy: 'cmp',
  form: 'contact',
  actor: 'person',
  fields: { country: 'GB', message: 'Tell me about your events, please.' },
  choices: ['email-events'],
};

describeStores('lists that are screened', (open) => {
  let heed: Heed;

  /** Who of the two is on the list of a purpose, as an export or a campaign would be made from it. */
  async function allowed(purpose: 'share_third_party' | 'direct_marketing'): Promise<string[]> {
    const { file, out } = fixture.list('E-mail\nleaver@example.org\nstayer@example.org\n');
    await screenList(heed, {
      ...BY_EMAIL,
      purpose,
      message: { topic: 'events' },
      at: new Date().toISOString(),
      file,
      out,
    });
    return fixture.rows(out, 'allowed.csv').map((row) => row['E-mail']!);
  }

  /** Saves the preference centre of somebody with everything as it is but for what is given. */
  async function save(email: string, change: { sharing?: boolean; stopAll?: boolean }) {
    const link = { policy: 'cmp', token: (await tokens(heed, email)).preferences };
    const { lists, sharing } = await readChoices(heed, await openLink(heed, { ...link, use: 'preferences' }));
    const shown = new Set(lists.filter(({ on }) => on).map(({ id }) => id));
    const offered = new Set(lists.map(({ channel }) => channel));
    const now = {
      sharing: sharing!.on,
      sharingShown: sharing!.on,
      stopAll: false,
      shown,
      offered,
      wanted: shown,
    };
    await saveChoices(heed, { ...link, ...now, ...change });
  }

  it('leave somebody out who switches passing on off, and somebody who objects', async () => {
    heed = await open();
    for (const email of ['leaver@example.org', 'stayer@example.org'])
      await submit(heed, CONTACT, { fields: { email } });
    for (const email of ['leaver@example.org', 'stayer@example.org']) await save(email, { sharing: true });
    expect(await allowed('share_third_party')).toEqual(['leaver@example.org', 'stayer@example.org']);
    expect(await allowed('direct_marketing')).toEqual(['leaver@example.org', 'stayer@example.org']);

    await new Promise((resolve) => setTimeout(resolve, 5));
    await save('leaver@example.org', { sharing: false });
    expect(await allowed('share_third_party')).toEqual(['stayer@example.org']);
    expect(await allowed('direct_marketing')).toEqual(['leaver@example.org', 'stayer@example.org']);

    await save('leaver@example.org', { stopAll: true });
    expect(await allowed('direct_marketing')).toEqual(['stayer@example.org']);
    await save('leaver@example.org', { sharing: true, stopAll: true });
    expect(await allowed('share_third_party')).toEqual(['stayer@example.org']);
  });
});
