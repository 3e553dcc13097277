import type { LoadedPolicy } from '../policy/policies.ts';
import { languagesOf } from '../policy/translate/policy-in.ts';
import { bannerFiles } from './banner-files.ts';
import { metaPolicy } from './csp.ts';
import { guardList } from './declared.ts';

export interface SnippetOptions {
  /** Region of the visitor, or `auto`; unknown asks first. */
  readonly region?: string;
  /** Nonce of the page's own policy. */
  readonly nonce?: string;
  /** Domain that shares the choice between subdomains, such as `example.org`. */
  readonly domain?: string;
  /** `off` for pages that only carry declared markup, such as single-page apps: nothing then needs a reload. */
  readonly fence?: 'off';
  /** Language of the page, such as `fr`; without it the banner goes by the document's own. */
  readonly language?: string;
  /** False where the site sends its own policy that suits; a `<meta>` policy is still what stops Chromium's preloads. */
  readonly meta?: boolean;
}

/**
 * The tags that go first into the `<head>` of every page. The `<meta>` has two jobs: it keeps out what is declared
 * nowhere, and it keeps browsers from fetching ahead of the guard. What stands before the guard's own tag is Heed's,
 * and only begins to load: one round trip brings everything, and nothing else of the page starts before the guard ran.
 */
export function snippet(policy: LoadedPolicy, base: string, options: SnippetOptions = {}): string {
  const { hash, files } = bannerFiles();
  const { region, nonce, domain, fence, language } = options;
  const further = languagesOf(policy)
    .slice(1)
    .find((one) => one === language);
  const more = [
    nonce ? ` nonce="${attribute(nonce)}"` : '',
    region ? ` data-region="${attribute(region)}"` : '',
    domain ? ` data-domain="${attribute(domain)}"` : '',
    fence ? ` data-fence="${fence}"` : '',
    language ? ` data-lang="${attribute(language)}"` : '',
  ].join('');
  const own = nonce ? ` nonce="${attribute(nonce)}"` : '';
  const file = (name: keyof typeof files) =>
    `${base}/banner/${hash}/${name}" integrity="${files[name].integrity}" crossorigin="anonymous"`;
  return [
    options.meta === false
      ? ''
      : `<meta http-equiv="Content-Security-Policy" content="${attribute(metaPolicy(policy, base))}">`,
    `<script src="${file('banner.js')}${own} defer></script>`,
    `<link rel="preload" as="fetch" href="${base}/v1/banner/${policy.id}.json${further ? `?lang=${further}` : ''}" crossorigin="anonymous">`,
    `<link rel="stylesheet" href="${file('banner.css')}${own}>`,
    `<script src="${file('guard.js')}${more} data-heed="${attribute(JSON.stringify(guardList(policy, base)))}"></script>`,
  ]
    .filter(Boolean)
    .join('\n');
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
