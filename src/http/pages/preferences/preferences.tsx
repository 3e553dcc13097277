import { Hono } from 'hono';
import type { Heed } from '../../../heed.ts';
import { openLink } from '../../../preferences/open-link.ts';
import { readChoices } from '../../../preferences/read-choices.ts';
import { readRecord } from '../../../preferences/read-record.ts';
import { REFERENCE } from '../../../preferences/reference.ts';
import { type SavedChoices, saveChoices } from '../../../preferences/save-choices.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { sendPage } from '../shared/page.tsx';
import { PreferenceCentre } from './preference-centre.tsx';
import { ChoiceReceipt, NothingHeld } from './receipt.tsx';

const LIST = 'list:';

/** `/{policy}/preferences/{token}`: a person's own choices, by a signed link, without an account. */
export function preferencePages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const path = '/:policy{[a-z0-9-]+}/preferences/:token{[A-Za-z0-9_-]{60,}}';
  app.get(path, (c) => centre(c, heed));
  app.post(path, async (c) => {
    const form = c.get('form');
    const saved = await saveChoices(heed, {
      ...input(c),
      stopAll: form.all === 'stop',
      wanted: new Set(
        Object.entries(form).flatMap(([name, value]) =>
          name.startsWith(LIST) && value === 'yes' ? [name.slice(LIST.length)] : [],
        ),
      ),
      offered: new Set((form.offered ?? '').split(' ')),
      shown: new Set((form.shown ?? '').split(' ')),
      sharing: form.sharing === 'yes',
      sharingShown: form.sharing_shown === 'yes',
    });
    if (saved.reference) {
      const after = saved.refused > 0 ? '?late=yes' : '';
      const { address } = c.get('pageLanguage');
      return c.redirect(address(`${c.req.path}/receipts/${saved.reference}${after}`), 303);
    }
    return centre(c, heed, saved);
  });
  app.get(`${path}/receipts/:reference`, async (c) => {
    const opened = await openLink(heed, { ...input(c), use: 'preferences' });
    const reference = c.req.param('reference') ?? '';
    const record = REFERENCE.test(reference) ? await readRecord(heed, opened) : [];
    const mine = record.filter((one) => one.reference === reference);
    if (mine.length === 0) return c.notFound();
    const back = c.req.path.replace(/\/receipts\/[^/]*$/, '');
    return sendPage(
      c,
      heed,
      { title: c.get('pageLanguage').texts.preferences.saved, open: true },
      <ChoiceReceipt
        policy={opened.policy}
        reference={reference}
        record={mine}
        back={back}
        late={c.req.query('late') === 'yes'}
      />,
    );
  });
  return app;
}

function input(c: HttpContext) {
  return {
    policy: c.req.param('policy') ?? '',
    token: c.req.param('token') ?? '',
    language: c.get('pageLanguage').language,
  };
}

async function centre(c: HttpContext, heed: Heed, saved?: SavedChoices) {
  const opened = await openLink(heed, { ...input(c), use: 'preferences' });
  const title = c.get('pageLanguage').texts.preferences.title(opened.policy.data.policy.name);
  if (!opened.recipient) {
    const page = <NothingHeld c={c} policy={opened.policy} stopped={(saved?.stopped ?? 0) > 0} />;
    return sendPage(c, heed, { title, open: true }, page);
  }
  const [choices, record] = [await readChoices(heed, opened), await readRecord(heed, opened)];
  return sendPage(
    c,
    heed,
    { title, open: true },
    <PreferenceCentre c={c} opened={opened} choices={choices} record={record} saved={saved} />,
  );
}
