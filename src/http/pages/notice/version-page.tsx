import { raw } from 'hono/html';
import { changesPath, versionDocumentPath, versionPath, versionsPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { RenderedNotice } from '../../../policy/render/render-notice.ts';
import type { PublishedVersion } from '../../../policy/versions/published-version.ts';
import { dateWords } from '../../../texts/format.ts';
import { knownLanguage, LANGUAGE_NAMES } from '../../../texts/languages.ts';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { Provenance } from './provenance.tsx';
import { scrollTables } from './scroll-tables.ts';
import { versionWords } from './version-words.ts';

interface VersionPageProps {
  readonly policy: LoadedPolicy;
  readonly version: PublishedVersion;
  readonly text: RenderedNotice;
  /** The document that is shown; absent: the notice. */
  readonly document?: string;
  readonly documents: readonly { readonly id: string; readonly title: string }[];
  /** Full address of the page, where this Heed knows by which it is reached. */
  readonly address: string;
}

/** A notice or document as it was published under one version. */
export function VersionPage({ policy, version, text, document, documents, address }: VersionPageProps) {
  const page = usePageLanguage();
  const { language } = page;
  const words = page.texts.versions;
  const foreign = text.language === language ? undefined : knownLanguage(text.language);
  return (
    <article class="heed-notice">
      <Standing policy={policy} version={version} document={document} />
      {foreign ? <p>{words.onlyIn(LANGUAGE_NAMES[foreign])}</p> : null}
      <p class="heed-eyebrow">{policy.data.policy.name}</p>
      <div lang={foreign}>{raw(scrollTables(text.html, page.texts.frame.table))}</div>
      {document === undefined && documents.length > 0 ? (
        <>
          <h2 id="documents">{words.documentsThen}</h2>
          <ul>
            {documents.map(({ id, title }) => (
              <li>
                <a href={page.address(versionDocumentPath(policy.id, version.version, id))} lang={foreign}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <hr />
      <Provenance policy={policy} version={version.version} address={address}>
        {words.publishedOn(dateWords(version.published_on, language))}
      </Provenance>
      <ul class="heed-noprint">
        {document === undefined ? null : (
          <li>
            <a href={page.address(versionPath(policy.id, version.version))}>{words.backToVersion}</a>
          </li>
        )}
        <li>
          <a href={page.address(versionsPath(policy.id))}>{words.allVersions}</a>
        </li>
      </ul>
    </article>
  );
}

/** Whether this is what holds now, said before anything else. */
function Standing({ policy, version, document }: Pick<VersionPageProps, 'policy' | 'version' | 'document'>) {
  const { texts, language, address } = usePageLanguage();
  const words = texts.versions;
  const current = policy.data.policy.version;
  if (version.version === current) return <InsetText classes="heed-noprint">{words.inForce}</InsetText>;
  const now = document !== undefined ? `/${policy.id}/documents/${document}` : `/${policy.id}/notice`;
  const stands = document === undefined || policy.data.requests.documents.some(({ id }) => id === document);
  return (
    <InsetText>
      {words.former((link) => (
        <a href={address(stands ? now : `/${policy.id}/notice`)}>{link}</a>
      ))}{' '}
      <a class="heed-noprint" href={address(changesPath(policy.id, version.version, current))}>
        {words.changesSince(versionWords(version.version, language))}
      </a>
    </InsetText>
  );
}
