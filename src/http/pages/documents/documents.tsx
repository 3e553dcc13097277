import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { type RenderedNotice, renderDocument } from '../../../policy/render/render-notice.ts';
import { longDate } from '../../../policy/render/words.ts';
import { policyIn } from '../../../policy/translate/policy-in.ts';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import type { HttpEnv } from '../../env.ts';
import { scrollTables } from '../notice/scroll-tables.ts';
import { sendPage } from '../shared/page.tsx';

/** `/{policy}/documents/{id}`: what a notice promises beside itself, such as a form to print. Public like the notice. */
export function documentPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/:policy{[a-z0-9-]+}/documents/:id{[a-z0-9-]+}', (c) => {
    const { policy: name, id } = c.req.param();
    const found = heed.policies.list().find((one) => [one.id, ...one.aliases].includes(name));
    if (!found?.data.requests.documents.some((document) => document.id === id)) return c.notFound();
    const policy = policyIn(found, c.get('pageLanguage').language);
    const document = renderDocument(policy, id, policy.language);
    return sendPage(
      c,
      heed,
      { title: `${document.title}, ${policy.data.policy.name}`, shared: true },
      <Document policy={policy} document={document} />,
    );
  });
  return app;
}

/** Addresses of the documents of a policy, for the end of its notice. Nothing where it has none. */
export function DocumentLinks({ policy }: { policy: LoadedPolicy }) {
  const { texts, address } = usePageLanguage();
  const { documents } = policy.data.requests;
  if (documents.length === 0) return null;
  return (
    <>
      <h2 id="documents">{texts.notice.documents}</h2>
      <ul>
        {documents.map(({ id, title }) => (
          <li>
            <a href={address(`/${policy.id}/documents/${id}`)}>{title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Document({ policy, document }: { policy: LoadedPolicy; document: RenderedNotice }) {
  const { texts, address } = usePageLanguage();
  const { name, version } = policy.data.policy;
  return (
    <article class="heed-notice">
      <p class="heed-eyebrow">{name}</p>
      {raw(scrollTables(document.html, texts.frame.table))}
      <hr />
      <p class="heed-small heed-muted">
        {texts.notice.versionOf(longDate(version.slice(0, 10), policy.language))} (
        <code>{policy.version}</code>).
      </p>
      <p class="heed-noprint">
        <a href={address(`/${policy.id}/notice`)}>{texts.notice.back}</a>
      </p>
    </article>
  );
}
