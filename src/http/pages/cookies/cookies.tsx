import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { decodeChoice, encodeChoice, stillCounts } from '../../../../packages/banner/src/core/choice.ts';
import { bannerConfig } from '../../../cookies/banner-config.ts';
import { sitePolicy } from '../../../cookies/csp.ts';
import { choiceCookie, choiceDays, declaredSet } from '../../../cookies/declared.ts';
import { recordConsent } from '../../../cookies/record-consent.ts';
import { consentSchema } from '../../../cookies/schema.ts';
import { snippet } from '../../../cookies/snippet.ts';
import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { policyIn } from '../../../policy/translate/policy-in.ts';
import { ownOrigin } from '../../api/cookie-consents.ts';
import { requireScope } from '../../auth/caller.ts';
import type { HttpEnv } from '../../env.ts';
import { policyOfPath } from '../../page-language.ts';
import { validationError } from '../../problem.ts';
import { sendPage } from '../shared/page.tsx';
import { CookieChoices } from './cookie-choices.tsx';
import { SnippetPage } from './snippet-page.tsx';

/** `/{policy}/cookies`: every cookie and the choice about them, as a plain form that needs no JavaScript. */
export function cookiePages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const path = '/:policy{[a-z0-9-]+}/cookies';

  app.get(path, (c) => {
    const policy = policyOfPath(heed, c.req.path);
    if (!policy) return c.notFound();
    const { texts, language } = c.get('pageLanguage');
    const choice = decodeChoice(getCookie(c, choiceCookie(policy)) ?? '');
    const counts = stillCounts(choice, declaredSet(policy).hash, choiceDays(policy), Date.now());
    const signal = policy.data.cookies.mode.honour_gpc && c.req.header('Sec-GPC') === '1';
    return sendPage(
      c,
      heed,
      { title: texts.cookies.pageTitle(policyIn(policy, language).data.policy.name), open: true },
      <CookieChoices
        c={c}
        policy={policy}
        config={bannerConfig(policyIn(policy, language), ownOrigin(c))}
        granted={counts && choice ? choice.granted : []}
        decided={counts}
        signal={signal && !counts}
        saved={c.req.query('saved') === 'yes'}
        id={randomUUID()}
      />,
    );
  });

  app.post(path, async (c) => {
    const policy = policyOfPath(heed, c.req.path);
    if (!policy) return c.notFound();
    const form = c.get('form');
    const { optional, hash } = declaredSet(policy);
    const ids = optional.map(({ id }) => id);
    const granted = ids.filter(
      (id) => form.all === 'accept' || (form.all !== 'refuse' && form[`allow:${id}`] === 'yes'),
    );
    const parsed = consentSchema.safeParse({
      id: form.id,
      policy: policy.id,
      hash: form.hash,
      wording: form.wording,
      granted,
      denied: ids.filter((id) => !granted.includes(id)),
      method: 'form',
      region: '',
    });
    if (!parsed.success) throw validationError(parsed.error);
    const { receipt } = await recordConsent(heed, parsed.data, ownOrigin(c));
    const minutes = Math.floor(Date.parse(receipt.recorded_at) / 60_000);
    setCookie(c, choiceCookie(policy), encodeChoice({ hash, minutes, granted }), {
      path: '/',
      maxAge: choiceDays(policy) * 86_400,
      sameSite: 'Lax',
      secure: ownOrigin(c).startsWith('https:'),
      ...sharedDomain(policy, new URL(ownOrigin(c)).hostname),
    });
    return c.redirect(c.get('pageLanguage').address(`${c.req.path}?saved=yes`), 303);
  });

  app.get(`${path}/snippet`, (c) => {
    requireScope(c.get('caller'), 'policies:read');
    const policy = policyOfPath(heed, c.req.path);
    if (!policy) return c.notFound();
    const base = ownOrigin(c);
    return sendPage(
      c,
      heed,
      { title: `The cookie banner of ${policy.data.policy.name}` },
      <SnippetPage policy={policy} tags={snippet(policy, base)} header={sitePolicy(policy, base)} />,
    );
  });
  return app;
}

/** Where Heed lives below a website of the policy, the choice holds for that whole site. */
function sharedDomain({ data }: LoadedPolicy, host: string): { domain?: string } {
  const domain = data.policy.websites
    .map((website) => new URL(website).hostname.replace(/^www\./, ''))
    .find((one) => host === one || host.endsWith(`.${one}`));
  return domain ? { domain } : {};
}
