import type { PropsWithChildren } from 'hono/jsx';
import type { Heed } from '../heed.ts';
import { findAssetUrl } from './assets.ts';

export interface PlainPageProps {
  readonly heed: Pick<Heed, 'mode'>;
  readonly title: string;
}

/** The frame of pages that must work even when nothing else does: sign-in, errors and the API reference. */
export function PlainPage({ heed, title, children }: PropsWithChildren<PlainPageProps>) {
  const styles = findAssetUrl('heed.css');
  return (
    <html lang="en" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{`${title} – Heed`}</title>
        {styles ? <link rel="stylesheet" href={styles} /> : null}
      </head>
      <body class="govuk-template__body">
        <a href="#main" class="govuk-skip-link">
          Skip to main content
        </a>
        {heed.mode === 'demo' ? (
          <p class="govuk-body govuk-width-container">
            Demo: everything here is made up, and nothing is kept safe.
          </p>
        ) : null}
        <div class="govuk-width-container">
          <main id="main" class="govuk-main-wrapper" tabindex={-1}>
            <h1 class="govuk-heading-l">{title}</h1>
            {children}
          </main>
        </div>
      </body>
    </html>
  );
}

/** Sends a whole HTML document. */
export function document(element: unknown): string {
  return `<!doctype html>${String(element)}`;
}
