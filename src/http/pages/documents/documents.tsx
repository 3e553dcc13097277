import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Heed } from '../../../heed.ts';
import { versionDocumentPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { RenderedNotice } from '../../../policy/render/render-notice.ts';
import { documentName } from '../../../policy/versions/published-texts.ts';
import { dateWords } from '../../../texts/format.ts';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import type { HttpEnv } from '../../env.ts';
import { Provenance } from '../notice/provenance.tsx';
import { renderPublished } from '../notice/render-published.ts';
import { scrollTables } from '../notice/scroll-tables.ts';
import { findPolicy } from '../shared/find-policy.ts';
import { sendPage } from '../shared/page.tsx';

/** `/{policy}/documents/{id}`: what a notice promises beside itself, such as a form to print. Public like the notice. */
export function documentPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/:policy{[a-z0-9-]+}/documents/:id{[a-z0-9-]+}', async (c) => {
    const policy = findPolicy(heed, c);
    const id = c.req.param('id');
    if (!policy?.data.requests.documents.some((document) => document.id === id)) return c.notFound();
    const { texts } = await heed.versions.read(policy, policy.data.policy.version);
    const document = renderPublished(texts.get(documentName(id, policy.language))!, policy.language);
    return sendPage(
      c,
      heed,
      { title: `${document.title}, ${policy.data.policy.name}`, shared: true },
      <Document policy={policy} id={id} document={document} origin={c.get('publicOrigin') ?? ''} />,
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

interface DocumentProps {
  readonly policy: LoadedPolicy;
  readonly id: string;
  readonly document: RenderedNotice;
  /** Where the public reaches this Heed; empty where it was not told. */
  readonly origin: string;
}

function Document({ policy, id, document, origin }: DocumentProps) {
  const { texts, address } = usePageLanguage();
  const { name, version } = policy.data.policy;
  const { reviewed } = policy.data.requests.documents.find((one) => one.id === id)!;
  return (
    <article class="heed-notice">
      <p class="heed-eyebrow">{name}</p>
      {raw(scrollTables(document.html, texts.frame.table))}
      <hr />
      <Provenance
        policy={policy}
        version={version}
        address={`${origin}${address(versionDocumentPath(policy.id, version, id))}`}
      >
        {reviewed ? texts.versions.reviewed(dateWords(reviewed, policy.language)) : null}
      </Provenance>
      <p class="heed-noprint">
        <a href={address(`/${policy.id}/notice`)}>{texts.notice.back}</a>
      </p>
    </article>
  );
}
