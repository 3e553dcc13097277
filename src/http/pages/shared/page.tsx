import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Heed } from '../../../heed.ts';
import { pathAtSite } from '../../../policy/sites.ts';
import { Frame } from '../../../ui/frame/frame.tsx';
import {
  type PageLanguage,
  PageLanguageContext,
  STAFF_LANGUAGE,
} from '../../../ui/language/page-language.ts';
import { findAssetUrl } from '../../assets.ts';
import { type Caller, mayUse } from '../../auth/caller.ts';
import type { Scope } from '../../auth/scopes.ts';
import type { HttpContext } from '../../env.ts';
import { TOKEN_FIELD } from '../../forms.ts';
import { inLanguage } from '../../page-language.ts';

const STYLES = [
  'base.css',
  'frame.css',
  'forms.css',
  'components.css',
  'heed.css',
  'answers.css',
  'history.css',
  'notice.css',
];

const NAV: readonly { href: string; text: string; scope: Scope }[] = [
  { href: '/screenings', text: 'Check a list', scope: 'screenings:write' },
  { href: '/contact', text: 'May we contact?', scope: 'decisions:write' },
  { href: '/subjects', text: 'People', scope: 'subjects:read' },
  { href: '/submissions', text: 'Forms', scope: 'subjects:read' },
  { href: '/reference', text: 'API', scope: 'policies:read' },
];

export interface PageOptions {
  readonly title: string;
  readonly status?: number;
  readonly refreshSeconds?: number;
  /** True where something in the page has an error. */
  readonly error?: boolean;
  /**
   * True for pages that everybody may keep, such as a notice: nothing in them is for its reader alone. Others are never
   * stored.
   */
  readonly shared?: boolean;
  /** True for pages of the public side: no navigation for staff, whoever looks. */
  readonly open?: boolean;
  /** Address of a feed of what the page tells. */
  readonly feed?: string;
  /** Path at which the page can be read in another language, where its own answers to a form only. */
  readonly readAt?: string;
}

/** Addresses of the style sheets and the icon, for a frame. */
export function frameAssets(): { styles: string[]; icon: string | undefined } {
  return { styles: STYLES.flatMap((name) => findAssetUrl(name) ?? []), icon: findAssetUrl('icon.svg') };
}

/** The entries of the main navigation that this caller may use. */
export function navFor(caller: Caller | undefined) {
  return caller ? NAV.filter(({ scope }) => mayUse(caller, scope)) : [];
}

/** Answers with a page in Heed's frame. */
export function sendPage(
  c: HttpContext,
  heed: Pick<Heed, 'mode'>,
  options: PageOptions,
  content: Child,
): Response | Promise<Response> {
  const { status = 200, shared, open, readAt, ...frame } = options;
  const spoken = open || shared ? publicLanguage(c, readAt) : STAFF_LANGUAGE;
  c.header('Cache-Control', shared ? 'public, max-age=300' : 'no-store');
  const page = (
    <PageLanguageContext.Provider value={spoken}>
      <Frame
        {...frameAssets()}
        {...frame}
        demo={heed.mode === 'demo'}
        nav={open || shared ? [] : navFor(c.get('caller'))}
        path={c.req.path}
        home={open || shared ? spoken.address(`/${c.req.path.split('/')[1]}/notice`) : undefined}
      >
        {content}
      </Frame>
    </PageLanguageContext.Provider>
  );
  return c.html(`<!doctype html>${String(page)}`, status as ContentfulStatusCode);
}

/** The language of a page of the public side, said in its headers as well. */
function publicLanguage(c: HttpContext, readAt: string | undefined): PageLanguage {
  const spoken = c.get('pageLanguage') ?? STAFF_LANGUAGE;
  c.header('Content-Language', spoken.language);
  c.header('Vary', 'Accept-Language', { append: true });
  if (!readAt) return spoken;
  const site = c.get('site');
  const path = site ? pathAtSite(site, readAt) : readAt;
  const choices = spoken.choices.map(({ language }) => ({ language, href: inLanguage(path, language) }));
  return { ...spoken, choices };
}

/** The hidden field without which no form is taken. */
export function FormToken({ c }: { c: HttpContext }) {
  return <input type="hidden" name={TOKEN_FIELD} value={c.get('csrfToken')} />;
}
