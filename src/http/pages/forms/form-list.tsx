import type { FormData } from '../../../forms/definition.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { usePageLanguage } from '../../../ui/language/page-language.ts';

/** The forms that the public fills in itself. */
export function FormList({ policy, forms }: { policy: LoadedPolicy; forms: readonly FormData[] }) {
  const { texts, address } = usePageLanguage();
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>{texts.forms.list}</h1>
      <ul>
        {forms.map(({ id, title, intro }) => (
          <li>
            <a href={address(`/${policy.id}/forms/${id}`)}>{title}</a>. {intro}
          </li>
        ))}
      </ul>
      <p>
        {texts.forms.orChoices((words) => (
          <a href={address(`/${policy.id}/preferences`)}>{words}</a>
        ))}
      </p>
    </div>
  );
}
