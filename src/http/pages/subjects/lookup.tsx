import type { Heed } from '../../../heed.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { Radios } from '../../../ui/radios/radios.tsx';
import type { HttpContext } from '../../env.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { policyItems } from '../contact/choices.ts';
import { FormToken } from '../shared/page.tsx';

export interface LookupProps {
  readonly c: HttpContext;
  readonly heed: Heed;
  readonly values: Fields;
  readonly errors: FieldErrors;
}

export function Lookup({ c, heed, values, errors }: LookupProps) {
  const list = Object.entries(errors).map(([name, text]) => ({ href: `#${name}`, text }));
  return (
    <div class="heed-measure">
      {list.length > 0 ? <ErrorSummary errors={list} /> : null}
      <h1>Look a person up</h1>
      <p class="heed-lead">See what they allowed and refused, on what evidence, now or at any time before.</p>
      <form method="post" action="/subjects" novalidate>
        <FormToken c={c} />
        <Radios
          name="policy"
          legend="Known to whom?"
          items={policyItems(heed)}
          value={values.policy}
          error={errors.policy}
        />
        <Input
          name="person"
          label="Whom?"
          hint="An email address, a phone number, a member number or a subject id."
          value={values.person}
          error={errors.person}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
        <Button>Look up</Button>
      </form>
      {heed.mode === 'demo' ? (
        <p>
          Or <a href="/demo/people">pick one of the demo people</a>.
        </p>
      ) : null}
    </div>
  );
}
