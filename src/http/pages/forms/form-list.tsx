import type { FormData } from '../../../forms/definition.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';

/** The forms that the public fills in itself. */
export function FormList({ policy, forms }: { policy: LoadedPolicy; forms: readonly FormData[] }) {
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>Forms</h1>
      <ul>
        {forms.map(({ id, title, intro }) => (
          <li>
            <a href={`/${policy.id}/forms/${id}`}>{title}</a>. {intro}
          </li>
        ))}
      </ul>
      <p>
        Or <a href={`/${policy.id}/preferences`}>see and change your choices</a>.
      </p>
    </div>
  );
}
