import { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HeedError } from '../../../errors.ts';
import { holdsCardNumber } from '../../../facts/card-numbers.ts';
import type { Heed } from '../../../heed.ts';
import { versionPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { requestLink } from '../../../preferences/request-link.ts';
import { worded } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { findPolicy } from '../shared/find-policy.ts';
import { FormToken, sendPage } from '../shared/page.tsx';

const HOUR = 60 * 60;

/** `/{policy}/preferences`: have a link mailed. The answer never tells whether the address is known. */
export function linkRequestPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const byClient = new RateLimiterMemory({ points: 20, duration: HOUR });
  const byAddress = new RateLimiterMemory({ points: 3, duration: HOUR });
  const path = '/:policy{[a-z0-9-]+}/preferences';
  app.get(path, (c) => {
    const policy = findPolicy(heed, c);
    return policy ? ask(c, heed, policy) : c.notFound();
  });
  app.post(path, async (c) => {
    const policy = findPolicy(heed, c);
    if (!policy) return c.notFound();
    const email = (c.get('form').email ?? '').trim();
    await byClient.consume(c.get('clientAddress')).catch(() => {
      throw new HeedError(
        'RATE_LIMITED',
        worded(({ errors }) => errors.manyLinks),
      );
    });
    try {
      // One address gets few mails however many clients ask, and nobody is told that it got none.
      const key = heed.vault.hash('heed', 'link-request', email.toLowerCase()).toString('hex');
      const few = await byAddress.consume(key).then(
        () => true,
        () => false,
      );
      if (few) await requestLink(heed, { policy: policy.id, email, language: policy.language });
    } catch (error) {
      if (!(error instanceof HeedError) || error.code !== 'INVALID_IDENTIFIER') throw error;
      // A card number that was pasted here is not shown again.
      return ask(c, heed, policy, holdsCardNumber(email) ? '' : email);
    }
    const title = c.get('pageLanguage').texts.preferences.mailbox;
    return sendPage(c, heed, { title, open: true }, <OnItsWay policy={policy} />);
  });
  return app;
}

function ask(c: HttpContext, heed: Heed, policy: LoadedPolicy, wrong?: string) {
  const { title, emailError } = c.get('pageLanguage').texts.preferences;
  const error = wrong === undefined ? undefined : emailError;
  return sendPage(
    c,
    heed,
    {
      title: title(policy.data.policy.name),
      open: true,
      error: error !== undefined,
      status: error ? 422 : 200,
    },
    <AskForLink c={c} policy={policy} wrong={wrong} error={error} />,
  );
}

interface AskForLinkProps {
  readonly c: HttpContext;
  readonly policy: LoadedPolicy;
  readonly wrong: string | undefined;
  readonly error: string | undefined;
}

function AskForLink({ c, policy, wrong, error }: AskForLinkProps) {
  const { texts, address } = usePageLanguage();
  const words = texts.preferences;
  const { name } = policy.data.policy.controller;
  return (
    <div class="heed-measure">
      {error ? <ErrorSummary errors={[{ href: '#email', text: error }]} /> : null}
      <p class="heed-eyebrow">{name}</p>
      <h1>{words.askHeading}</h1>
      <p class="heed-lead">{words.askLead(name)}</p>
      <form method="post" action={address(c.req.path)} novalidate>
        <FormToken c={c} />
        <Input
          name="email"
          type="email"
          label={words.email}
          hint={words.emailHint}
          autocomplete="email"
          spellcheck={false}
          value={wrong}
          error={error}
        />
        <Button>{words.mailMe}</Button>
      </form>
      <p>
        {words.askNotice((text) => (
          <a href={address(versionPath(policy.id, policy.version))}>{text}</a>
        ))}
      </p>
    </div>
  );
}

function OnItsWay({ policy }: { policy: LoadedPolicy }) {
  const words = useTexts().preferences;
  const contact = policy.data.policy.intake.find(({ email }) => email)?.email;
  return (
    <div class="heed-measure">
      <h1>{words.mailbox}</h1>
      <p class="heed-lead">{words.onItsWay}</p>
      <p>
        {words.nothingCame}
        {contact ? [' ', ...words.writeTo(<a href={`mailto:${contact}`}>{contact}</a>)] : null}
      </p>
    </div>
  );
}
