import { Hono } from 'hono';
import type { Heed } from '../../../heed.ts';
import { feedPath } from '../../../notices/addresses.ts';
import { changesBetween } from '../../../notices/changes-between.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import {
  documentName,
  documentsOf,
  noticeLanguages,
  noticeName,
} from '../../../policy/versions/published-texts.ts';
import type { PublishedVersion } from '../../../policy/versions/published-version.ts';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { findPolicy } from '../shared/find-policy.ts';
import { sendPage } from '../shared/page.tsx';
import { ChangesPage } from './changes-page.tsx';
import { changesFeed } from './feed.ts';
import { renderPublished } from './render-published.ts';
import { type ListedVersion, VersionList } from './version-list.tsx';
import { VersionPage } from './version-page.tsx';
import { versionWords } from './version-words.ts';

const NOTICE = '/:policy{[a-z0-9-]+}/notice';
const VERSION = `${NOTICE}/versions/:version{[0-9.-]+}`;

/** Former versions of a notice, what changed between them, and a feed of changes. Public like the notice. */
export function versionPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get(`${NOTICE}/versions`, async (c) => {
    const policy = findPolicy(heed, c);
    if (!policy) return c.notFound();
    const { texts } = c.get('pageLanguage');
    return sendPage(
      c,
      heed,
      {
        title: `${texts.versions.title}, ${policy.data.policy.name}`,
        shared: true,
        feed: c.get('pageLanguage').address(feedPath(policy.id)),
      },
      <VersionList policy={policy} versions={await listVersions(heed, policy)} />,
    );
  });

  app.get(VERSION, (c) => sendVersion(heed, c));
  app.get(`${VERSION}/documents/:document{[a-z0-9-]+}`, (c) => sendVersion(heed, c, c.req.param('document')));

  app.get(`${NOTICE}/changes`, async (c) => {
    const policy = findPolicy(heed, c);
    if (!policy) return c.notFound();
    const list = heed.versions.list(policy);
    const to = c.req.query('to') ?? policy.data.policy.version;
    const at = list.findIndex(({ version }) => version === to);
    const before = list[at - 1]?.version;
    const from = c.req.query('from') ?? before ?? to;
    if (at < 0 || !heed.versions.has(policy, from)) return c.notFound();
    const { texts, language } = c.get('pageLanguage');
    const result = await changesBetween(heed, policy, { from, to, language });
    const news = before === from ? newsIn(await heed.versions.read(policy, to), policy) : undefined;
    return sendPage(
      c,
      heed,
      { title: `${texts.versions.compareTitle}, ${policy.data.policy.name}`, shared: true },
      <ChangesPage policy={policy} versions={[...list].reverse()} result={result} news={news} />,
    );
  });

  app.get(`${NOTICE}/changes.atom`, async (c) => {
    const policy = findPolicy(heed, c);
    if (!policy) return c.notFound();
    c.header('Content-Type', 'application/atom+xml; charset=utf-8');
    c.header('Cache-Control', 'public, max-age=300');
    return c.body(
      changesFeed({
        policy,
        versions: await listVersions(heed, policy),
        page: c.get('pageLanguage'),
        origin: c.get('publicOrigin') ?? '',
      }),
    );
  });
  return app;
}

/** Every version with its news, latest first. */
async function listVersions({ versions }: Heed, policy: LoadedPolicy): Promise<ListedVersion[]> {
  const latestFirst = [...versions.list(policy)].reverse();
  return Promise.all(
    latestFirst.map(async (one) => ({
      ...one,
      news: newsIn(await versions.read(policy, one.version), policy),
    })),
  );
}

function newsIn({ news }: PublishedVersion, policy: LoadedPolicy) {
  return news[policy.language] ?? Object.values(news)[0];
}

async function sendVersion(heed: Heed, c: HttpContext, document?: string): Promise<Response> {
  const policy = findPolicy(heed, c);
  const name = c.req.param('version') ?? '';
  if (!policy || !heed.versions.has(policy, name)) return c.notFound();
  const version = await heed.versions.read(policy, name);
  const { language, address } = c.get('pageLanguage');
  const spoken = noticeLanguages(version.texts);
  const lang = spoken.includes(language) ? language : spoken[0]!;
  const text = version.texts.get(document === undefined ? noticeName(lang) : documentName(document, lang));
  if (text === undefined) return c.notFound();
  const rendered = renderPublished(text, lang);
  const title = lang === language ? rendered.title : policy.data.policy.name;
  return sendPage(
    c,
    heed,
    { title: `${title}, ${versionWords(name, language)}`, shared: true },
    <VersionPage
      policy={policy}
      version={version}
      text={rendered}
      document={document}
      documents={documentsOf(version.texts).filter((one) => one.language === lang)}
      address={`${c.get('publicOrigin') ?? ''}${address(new URL(c.req.url).pathname)}`}
    />,
  );
}
