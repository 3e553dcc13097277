import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Heed } from '../../../heed.ts';
import { feedPath, versionPath, versionsPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { RenderedNotice } from '../../../policy/render/render-notice.ts';
import { noticeName } from '../../../policy/versions/published-texts.ts';
import { Details } from '../../../ui/details/details.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import type { HttpEnv } from '../../env.ts';
import { DocumentLinks } from '../documents/documents.tsx';
import { findPolicy } from '../shared/find-policy.ts';
import { sendPage } from '../shared/page.tsx';
import { PromiseDetails } from './promise-details.tsx';
import { Provenance } from './provenance.tsx';
import { renderPublished } from './render-published.ts';
import { scrollTables } from './scroll-tables.ts';
import { unfoldPromises } from './unfold-promises.ts';

/** `/{policy}/notice`: the public text of a policy. The one page that never asks who is reading. */
export function noticePages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/:policy{[a-z0-9-]+}/notice', async (c) => {
    const policy = findPolicy(heed, c);
    if (!policy) return c.notFound();
    // What was published is shown, so that this page and the fixed one of its version cannot differ.
    const { texts } = await heed.versions.read(policy, policy.data.policy.version);
    const notice = renderPublished(texts.get(noticeName(policy.language))!, policy.language);
    return sendPage(
      c,
      heed,
      {
        title: `${notice.title}, ${policy.data.policy.name}`,
        shared: true,
        feed: c.get('pageLanguage').address(feedPath(policy.id)),
      },
      <Notice policy={policy} notice={notice} origin={c.get('publicOrigin') ?? ''} />,
    );
  });
  return app;
}

interface NoticeProps {
  readonly policy: LoadedPolicy;
  readonly notice: RenderedNotice;
  /** Where the public reaches this Heed; empty where it was not told. */
  readonly origin: string;
}

function Notice({ policy, notice, origin }: NoticeProps) {
  const { texts, address } = usePageLanguage();
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
        <Provenance
          policy={policy}
          version={policy.data.policy.version}
          address={`${origin}${address(versionPath(policy.id, policy.version))}`}
        >
          {words.fromData}
        </Provenance>
        <ul class="heed-noprint">
          <li>
            <a href={address(versionPath(policy.id, policy.version))}>{texts.versions.thisVersion}</a>
          </li>
          <li>
            <a href={address(versionsPath(policy.id))}>{texts.versions.allVersions}</a>
          </li>
          <li>
            <a href={address(feedPath(policy.id))}>{texts.versions.feed}</a>
          </li>
        </ul>
      </article>
    </div>
  );
}
