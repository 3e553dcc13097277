import type { LoadedPolicy } from '../../../policy/policies.ts';
import { Code } from '../../../ui/code/code.tsx';

/** What a site's own people paste into their pages. */
export function SnippetPage({
  policy,
  tags,
  header,
}: {
  policy: LoadedPolicy;
  tags: string;
  header: string;
}) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-xl">The cookie banner of {policy.data.policy.name}</h1>
        <h2 class="govuk-heading-m">1. Put these tags first into every page’s head</h2>
        <p class="govuk-body">
          Right after <code>&lt;meta charset&gt;</code>, before anything else. The list in them is the one of{' '}
          <code>cookies.yaml</code>; when that changes, take the tags again.
        </p>
        <Code name="Tags" text={tags} />
        <h2 class="govuk-heading-m">2. Send this header, if you can</h2>
        <p class="govuk-body">
          It is the real fence for whatever is declared nowhere. Put a fresh nonce in the place of{' '}
          <code>{'{nonce}'}</code> for every page, here and on your own scripts and styles.
        </p>
        <Code name="Header" text={`Content-Security-Policy: ${header}`} />
        <h2 class="govuk-heading-m">3. Check it</h2>
        <Code name="Command" text={`heed site scan https://www.example.org --policy ${policy.id}`} />
      </div>
    </div>
  );
}
