import type { VersionEntry } from '../../../notices/versions.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { Button } from '../../../ui/button/button.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { Select } from '../../../ui/select/select.tsx';
import { versionWords } from './version-words.ts';

interface CompareFormProps {
  readonly policy: LoadedPolicy;
  readonly versions: readonly VersionEntry[];
  readonly from: string;
  readonly to: string;
}

/** Two versions to compare: a plain form that only reads. */
export function CompareForm({ policy, versions, from, to }: CompareFormProps) {
  const { texts, language, address } = usePageLanguage();
  const action = address(`/${policy.id}/notice/changes`);
  const items = versions.map(({ version }) => ({ value: version, text: versionWords(version, language) }));
  return (
    <form method="get" action={action} class="heed-compare heed-noprint">
      {[...new URL(action, 'http://heed.invalid').searchParams].map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Select name="from" label={texts.versions.earlier} items={items} value={from} />
      <Select name="to" label={texts.versions.later} items={items} value={to} />
      <Button classes="govuk-button--secondary">{texts.versions.show}</Button>
    </form>
  );
}
