import { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HeedError } from '../../../errors.ts';
import { holdsCardNumber } from '../../../forms/card-numbers.ts';
import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { requestLink } from '../../../preferences/request-link.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Input } from '../../../ui/input/input.tsx';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { FormToken, sendPage } from '../shared/page.tsx';

const HOUR = 60 * 60;

/** `/{policy}/preferences`: have a link mailed. The answer never tells whether the address is known. */
export function linkRequestPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const byClient = new RateLimiterMemory({ points: 20, duration: HOUR });
  const byAddress = new RateLimiterMemory({ points: 3, duration: HOUR });
  const path = '/:policy{[a-z0-9-]+}/preferences';
  const policyOf = (c: HttpContext) =>
    heed.policies.list().find(({ id, aliases }) => [id, ...aliases].includes(c.req.param('policy') ?? ''));
  app.get(path, (c) => {
    const policy = policyOf(c);
    return policy ? ask(c, heed, policy) : c.notFound();
  });
  app.post(path, async (c) => {
    const policy = policyOf(c);
    if (!policy) return c.notFound();
    const email = (c.get('form').email ?? '').trim();
    await byClient.consume(c.get('clientAddress')).catch(() => {
      throw new HeedError('RATE_LIMITED', 'You asked for many links. Wait an hour and try again.');
    });
    try {
      // One address gets few mails however many clients ask, and nobody is told that it got none.
      const key = heed.vault.hash('heed', 'link-request', email.toLowerCase()).toString('hex');
      const few = await byAddress.consume(key).then(
        () => true,
        () => false,
      );
      if (few) await requestLink(heed, { policy: policy.id, email });
    } catch (error) {
      if (!(error instanceof HeedError) || error.code !== 'INVALID_IDENTIFIER') throw error;
      // A card number that was pasted here is not shown again.
      return ask(c, heed, policy, holdsCardNumber(email) ? '' : email);
    }
    return sendPage(c, heed, { title: 'Look into your mailbox', open: true }, <OnItsWay policy={policy} />);
  });
  return app;
}

function ask(c: HttpContext, heed: Heed, policy: LoadedPolicy, wrong?: string) {
  const error = wrong === undefined ? undefined : 'Enter an email address, such as name@example.org';
  const { name } = policy.data.policy.controller;
  return sendPage(
    c,
    heed,
    {
      title: `Your choices, ${policy.data.policy.name}`,
      open: true,
      error: error !== undefined,
      status: error ? 422 : 200,
    },
    <div class="heed-measure">
      {error ? <ErrorSummary errors={[{ href: '#email', text: error }]} /> : null}
      <p class="heed-eyebrow">{name}</p>
      <h1>See and change your choices</h1>
      <p class="heed-lead">
        We mail you a link to a page of your own: what you may get from {name}, what we hold about your
        choices, and one button that stops everything. No account, no password.
      </p>
      <form method="post" action={c.req.path} novalidate>
        <FormToken c={c} />
        <Input
          name="email"
          type="email"
          label="Your email address"
          hint="The one that we write to. We use it for this one mail."
          autocomplete="email"
          spellcheck={false}
          value={wrong}
          error={error}
        />
        <Button>Mail me the link</Button>
      </form>
      <p>
        The <a href={`/${policy.id}/notice`}>privacy notice</a> says what we do with your details.
      </p>
    </div>,
  );
}

function OnItsWay({ policy }: { policy: LoadedPolicy }) {
  const contact = policy.data.policy.intake.find(({ email }) => email)?.email;
  return (
    <div class="heed-measure">
      <h1>Look into your mailbox</h1>
      <p class="heed-lead">
        If we have that address, a mail with your link is on its way. It usually takes a minute or two.
      </p>
      <p>
        Nothing came? Look into the spam folder, or try another address that we may have.
        {contact ? (
          <>
            {' '}
            You can also write to <a href={`mailto:${contact}`}>{contact}</a> and tell us what you want.
          </>
        ) : null}
      </p>
    </div>
  );
}
