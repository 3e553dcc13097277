import { expect, it } from 'vitest';
import { describeStores } from '../db/testing/stores.ts';
import { submitForm } from '../forms/submit-form.ts';
import type { Heed } from '../heed.ts';
import { saveChoices } from './save-choices.ts';
import { stopList } from './stop-list.ts';
import { reason, subscriber, tokens } from './testing/links.ts';

/** Every way in which somebody can say no, each as its route does it. */
const ROUTES: Readonly<Record<string, (heed: Heed, email: string) => Promise<unknown>>> = {
  'the link in a mail': async (heed, email) =>
    stopList(heed, { policy: 'cmp', token: (await tokens(heed, email)).stop }),
  'their own page': async (heed, email) => {
    const nothing = { wanted: new Set<string>(), shown: new Set<string>(), offered: new Set(['email']) };
    const { preferences: token } = await tokens(heed, email);
    return saveChoices(heed, {
      policy: 'cmp',
      token,
      ...nothing,
      stopAll: false,
      sharing: false,
      sharingShown: false,
    });
  },
  'a letter that staff enter': (heed, email) =>
    submitForm(heed, {
      policy: 'cmp',
      form: 'phone-enquiry',
      actor: 'cli',
      received_at: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
      fields: { 'first-name': 'Ann', email, country: 'GB' },
      choices: ['no-marketing'],
    }),
  'the box of a web form': (heed, email) =>
    submitForm(heed, {
      policy: 'cmp',
      form: 'contact',
      actor: 'person',
      fields: { email, message: 'Please stop.' },
      choices: ['no-marketing'],
    }),
};

describeStores('saying no', (open) => {
  let heed: Heed;

  it.each(Object.keys(ROUTES))('by %s refuses the next contact', async (route) => {
    heed ??= await open();
    const email = `${route.replaceAll(/\W+/g, '.')}@example.org`;
    await subscriber(heed, email);
    expect(await reason(heed, email)).toBe('A_CONSENT');
    await ROUTES[route]!(heed, email);
    expect(await reason(heed, email)).toMatch(/^D_(OBJECTION|UNSUBSCRIBED|WITHDRAWN)$/);
  });
});
