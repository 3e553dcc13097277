import type { FormDefinition } from '../../../forms/definition.ts';
import { BackLink } from '../../../ui/back-link/back-link.tsx';
import { Code } from '../../../ui/code/code.tsx';
import { apiSnippet, elementSnippet, formSnippet } from './snippet.ts';

/** For the organisation's own people: three ways to put a form on a site of theirs, ready to copy. */
export function SnippetPage({ definition, origin }: { definition: FormDefinition; origin: string }) {
  const { form, policy } = definition;
  const path = `/${policy.id}/forms/${form.id}`;
  return (
    <div class="heed-measure">
      <BackLink href={path}>The form itself</BackLink>
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>“{form.title}” on your own site</h1>
      <p class="heed-lead">
        Three ways, one form: the same fields, boxes and notices, and the same record of what was shown. Boxes
        are never ticked in advance. When the form changes in <code>forms.yaml</code>, the first way follows
        by itself; take the code of the others again.
      </p>
      <h2>1. An element in your page</h2>
      <p>
        No frame and no cookie. Its looks are yours: it stands in your page and takes your styles. Without
        scripts the link stands in its place. It works on the websites that the policy names, and on hosts
        below them.
      </p>
      <Code name="Element" text={elementSnippet(definition, origin)} />
      <p>
        A content security policy needs <code>script-src {origin}</code> and <code>connect-src {origin}</code>
        , and nothing for styles.
      </p>
      <h2>2. Plain HTML</h2>
      <p>
        No script at all. It posts to Heed, where people check their answers before anything is kept. A
        content security policy needs <code>form-action {origin}</code>.
      </p>
      <Code name="HTML" text={formSnippet(definition, origin)} />
      <p>
        <a href={`${path}/snippet.txt`}>As plain text</a>
      </p>
      <h2>3. From your server</h2>
      <p>
        With a key of the scope <code>facts:write</code>. What you hand in is recorded as having been shown:
        show the words, the notices and empty boxes as they are here.
      </p>
      <Code name="Call" text={apiSnippet(definition, origin)} />
    </div>
  );
}
