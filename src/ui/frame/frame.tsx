import type { PropsWithChildren } from 'hono/jsx';
import { SkipLink } from '../skip-link/skip-link.tsx';
import { Wordmark } from '../wordmark/wordmark.tsx';

export interface FrameProps {
  readonly title: string;
  /** Addresses of the style sheets. */
  readonly styles: readonly string[];
  readonly icon?: string;
  readonly demo: boolean;
  /** Shown in the navigation only to those who may use it. */
  readonly nav: readonly { readonly href: string; readonly text: string }[];
  /** Path of the page, to mark its entry in the navigation. */
  readonly path?: string;
  readonly lang?: string;
  /** Loads the page again after so many seconds, for pages that wait for work to be done. */
  readonly refreshSeconds?: number;
  /** True where something in the page has an error; the title says so first. */
  readonly error?: boolean;
}

/** The frame of every page: skip link, demo banner, header, main, footer. No script, nothing from elsewhere. */
export function Frame({ title, lang = 'en', nav, path, children, ...props }: PropsWithChildren<FrameProps>) {
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <title>{`${props.error ? 'Error: ' : ''}${title} – Heed`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {props.refreshSeconds ? <meta http-equiv="refresh" content={String(props.refreshSeconds)} /> : null}
        {props.styles.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {props.icon ? <link rel="icon" type="image/svg+xml" href={props.icon} /> : null}
      </head>
      <body>
        <SkipLink href="#main">Skip to main content</SkipLink>
        {props.demo ? <DemoBanner /> : null}
        <header class="heed-header">
          <div class="heed-header__row govuk-width-container">
            <a class="heed-header__home" href="/">
              <Wordmark />
              <span class="govuk-visually-hidden">, start page</span>
            </a>
            {nav.length > 0 ? (
              <nav class="heed-nav" aria-label="Main">
                <ul>
                  {nav.map((entry) => (
                    <li>
                      <a href={entry.href} aria-current={isCurrent(entry.href, path) ? 'page' : undefined}>
                        {entry.text}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            ) : null}
          </div>
        </header>
        <main id="main" tabindex={-1}>
          <div class="govuk-width-container">{children}</div>
        </main>
        <footer class="heed-footer">
          <div class="govuk-width-container">
            <p>
              Heed, the privacy notice that runs. These pages set no tracking and ask nobody else for
              anything.
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}

function isCurrent(href: string, path: string | undefined): boolean {
  return path !== undefined && (path === href || path.startsWith(`${href}/`));
}

function DemoBanner() {
  return (
    <section class="heed-banner" aria-label="Demo">
      <div class="govuk-width-container">
        <p>
          <strong>Demo:</strong> fictional people, nothing is kept.
        </p>
      </div>
    </section>
  );
}
