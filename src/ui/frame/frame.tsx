import type { PropsWithChildren } from 'hono/jsx';
import { LANGUAGE_NAMES } from '../../texts/languages.ts';
import { usePageLanguage, useTexts } from '../language/page-language.ts';
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
  /** Where the name of the site leads on the public side; default: the start page of staff. */
  readonly home?: string;
  /** Loads the page again after so many seconds, for pages that wait for work to be done. */
  readonly refreshSeconds?: number;
  /** True where something in the page has an error; the title says so first. */
  readonly error?: boolean;
  /** Address of a feed of what the page tells. */
  readonly feed?: string;
}

/** The frame of every page: skip link, demo banner, header, main, footer. No script, nothing from elsewhere. */
export function Frame({ title, home, nav, path, children, ...props }: PropsWithChildren<FrameProps>) {
  const { language, texts, choices } = usePageLanguage();
  const { frame } = texts;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${props.error ? frame.errorTitle(title) : title} – Heed`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {props.refreshSeconds ? <meta http-equiv="refresh" content={String(props.refreshSeconds)} /> : null}
        {props.styles.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {choices.length > 1
          ? choices.map((choice) => <link rel="alternate" hreflang={choice.language} href={choice.href} />)
          : null}
        {props.feed ? <link rel="alternate" type="application/atom+xml" href={props.feed} /> : null}
        {props.icon ? <link rel="icon" type="image/svg+xml" href={props.icon} /> : null}
      </head>
      <body>
        <SkipLink href="#main">{frame.skip}</SkipLink>
        {props.demo ? <DemoBanner /> : null}
        <header class="heed-header">
          <div class="heed-header__row govuk-width-container">
            <a class="heed-header__home" href={home ?? '/'}>
              <Wordmark />
              <span class="govuk-visually-hidden">{home ? frame.homePublic : frame.home}</span>
            </a>
            {nav.length > 0 ? (
              <nav class="heed-nav" aria-label={frame.navigation}>
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
            <LanguageSwitch />
          </div>
        </header>
        <main id="main" tabindex={-1}>
          <div class="govuk-width-container">{children}</div>
        </main>
        <footer class="heed-footer">
          <div class="govuk-width-container">
            <p>{frame.footer}</p>
          </div>
        </footer>
      </body>
    </html>
  );
}

function isCurrent(href: string, path: string | undefined): boolean {
  return path !== undefined && (path === href || path.startsWith(`${href}/`));
}

/** Each language by its own name, so that whoever cannot read the page finds the way out of it. */
function LanguageSwitch() {
  const { language, texts, choices } = usePageLanguage();
  if (choices.length < 2) return null;
  return (
    <nav class="heed-nav heed-languages" aria-label={texts.frame.languages}>
      <ul>
        {choices.map((choice) => (
          <li>
            <a
              href={choice.href}
              lang={choice.language}
              hreflang={choice.language}
              aria-current={choice.language === language ? 'true' : undefined}
            >
              {LANGUAGE_NAMES[choice.language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function DemoBanner() {
  const { frame } = useTexts();
  return (
    <section class="heed-banner" aria-label={frame.demoLabel}>
      <div class="govuk-width-container">
        <p>
          {frame.demo((words) => (
            <strong>{words}</strong>
          ))}
        </p>
      </div>
    </section>
  );
}
