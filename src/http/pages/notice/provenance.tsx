import type { Child } from 'hono/jsx';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { useTexts } from '../../../ui/language/page-language.ts';
import { versionWords } from './version-words.ts';

interface ProvenanceProps {
  readonly policy: LoadedPolicy;
  /** Version without the policy, such as `2026-11-22`. */
  readonly version: string;
  /** Fixed address of the page, in full where this Heed knows by which it is reached. Paper shows it. */
  readonly address: string;
  readonly children?: Child;
}

/** Which version of which notice this is, at the end of each text and on paper as well. */
export function Provenance({ policy, version, address, children }: ProvenanceProps) {
  const { notice, versions } = useTexts();
  return (
    <p class="heed-small heed-muted">
      {notice.versionOf(versionWords(version, policy.language))} (
      <code>
        {policy.id}@{version}
      </code>
      ). {children}{' '}
      <span class="heed-paper">
        {versions.address} {address}
      </span>
    </p>
  );
}
