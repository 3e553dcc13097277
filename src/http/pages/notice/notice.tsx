import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { type RenderedNotice, renderNotice } from '../../../policy/render/render-notice.ts';
import { longDate } from '../../../policy/render/words.ts';
import { policyIn } from '../../../policy/translate/policy-in.ts';
import { Details } from '../../../ui/details/details.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import type { HttpEnv } from '../../env.ts';
import { DocumentLinks } from '../documents/documents.tsx';
import { sendPage } from '../shared/page.tsx';
import { PromiseDetails } from './promise-details.tsx';
import { scrollTables } from './scroll-tables.ts';
import { unfoldPromises } from './unfold-promises.ts';

/** `/{policy}/notice`: the public text of a policy. The one page that never asks who is reading. */
export function noticePages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/:policy{[a-z0-9-]+}/notice', (c) => {
    const found = heed.policies
      .list()
      .find(({ id, aliases }) => [id, ...aliases].includes(c.req.param('policy')));
    if (!found) return c.notFound();
    const policy = policyIn(found, c.get('pageLanguage').language);
    const notice = renderNotice(policy, policy.language);
    return sendPage(
      c,
      heed,
      { title: `${notice.title}, ${policy.data.policy.name}`, shared: true },
      <Notice policy={policy} notice={notice} />,
    );
  });
  return app;
}

function Notice({ policy, notice }: { policy: LoadedPolicy; notice: RenderedNotice }) {
  const { texts } = usePageLanguage();
  const words = texts.notice;
  const html = unfoldPromises(scrollTables(notice.html, texts.frame.table), (clauses) =>
    String(<PromiseDetails policy={policy} clauses={clauses} />),
  );
  const sections = notice.headings.filter(({ level }) => level === 2);
  const contents = (
    <ol>
      {sections.map(({ id, text }) => (
        <li>
          <a href={`#${id}`}>{text}</a>
        </li>
      ))}
      {policy.data.requests.documents.length > 0 ? (
        <li>
          <a href="#documents">{words.documents}</a>
        </li>
      ) : null}
    </ol>
  );
  return (
    <div class="heed-sided heed-sided--left">
      <div class="heed-contents">
        <nav class="heed-contents--sticky heed-contents__side" aria-label={words.contents}>
          <p>
            <strong>{words.onThisPage}</strong>
          </p>
          {contents}
        </nav>
      </div>
      <article class="heed-notice">
        <p class="heed-eyebrow">{policy.data.policy.name}</p>
        <Details summary={words.onThisPage} classes="heed-contents heed-contents__top">
          {contents}
        </Details>
        {raw(html)}
        <DocumentLinks policy={policy} />
        <hr />
        <p class="heed-small heed-muted">
          {words.versionOf(longDate(policy.data.policy.version.slice(0, 10), policy.language))} (
          <code>{policy.version}</code>). {words.fromData}
        </p>
      </article>
    </div>
  );
}
