import type { PolicyData } from '../policy/schema.ts';

type CookiesFile = PolicyData['cookies'];
type Cookie = CookiesFile['cookies'][number];
type Embed = CookiesFile['embeds'][number];

/** One provider within one category: the smallest thing that a visitor can allow or refuse. */
export interface Service {
  readonly id: string;
  readonly category: string;
  readonly provider: string;
  readonly cookies: readonly Cookie[];
  /** Set for content of others that is embedded in pages. */
  readonly embed: Embed | undefined;
  readonly origins: readonly string[];
}

/**
 * The services that `cookies.yaml` declares, in its order. An embed is one, with the cookies of its provider; what is
 * left of a category is one service per provider, called like the category where there is only one.
 */
export function servicesOf(file: CookiesFile): Service[] {
  return file.categories.flatMap(({ id: category }) => {
    const embeds = file.embeds.filter((embed) => embed.category === category);
    const cookies = file.cookies.filter((cookie) => cookie.category === category);
    const embedded = embeds.map((embed) => ({
      id: embed.id,
      category,
      provider: embed.provider,
      cookies: cookies.filter((cookie) => sameProvider(cookie.provider, embed.provider)),
      embed,
      origins: embed.origins,
    }));
    const rest = cookies.filter(
      ({ provider }) => !embeds.some((embed) => sameProvider(provider, embed.provider)),
    );
    const providers = [...new Set(rest.map(({ provider }) => provider))];
    const own = providers.map((provider) => ({
      id: providers.length === 1 && embeds.length === 0 ? category : `${category}-${slug(provider)}`,
      category,
      provider,
      cookies: rest.filter((cookie) => cookie.provider === provider),
      embed: undefined,
      origins: [],
    }));
    return [...own, ...embedded];
  });
}

/** "YouTube" and "YouTube (Google)" are the same provider. */
function sameProvider(cookie: string, embed: string): boolean {
  return cookie === embed || embed.startsWith(`${cookie} (`) || cookie.startsWith(`${embed} (`);
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
