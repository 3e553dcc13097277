import { changesPath, feedPath, versionPath } from '../../../notices/addresses.ts';
import type { VersionEntry } from '../../../notices/versions.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { VersionNews } from '../../../policy/versions/published-version.ts';
import { dateWords } from '../../../texts/format.ts';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { Tag } from '../../../ui/tag/tag.tsx';
import { CompareForm } from './compare-form.tsx';
import { versionWords } from './version-words.ts';

export interface ListedVersion extends VersionEntry {
  readonly news: VersionNews | undefined;
}

interface VersionListProps {
  readonly policy: LoadedPolicy;
  /** Latest first. */
  readonly versions: readonly ListedVersion[];
}

/** Every version of a notice, with what was new in it. */
export function VersionList({ policy, versions }: VersionListProps) {
  const { texts, language, address } = usePageLanguage();
  const words = texts.versions;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{policy.data.policy.name}</p>
      <h1>{words.title}</h1>
      <p class="heed-lead">{words.lead}</p>
      <ol class="heed-versions">
        {versions.map((one, i) => (
          <li class="heed-card">
            <h2>
              <a href={address(versionPath(policy.id, one.version))}>{versionWords(one.version, language)}</a>{' '}
              {one.version === policy.data.policy.version ? <Tag colour="green">{words.current}</Tag> : null}
            </h2>
            <News policy={policy} one={one} before={versions[i + 1]} />
          </li>
        ))}
      </ol>
      {versions.length > 1 ? (
        <>
          <h2>{words.compare}</h2>
          <CompareForm
            policy={policy}
            versions={versions}
            from={versions[1]!.version}
            to={versions[0]!.version}
          />
        </>
      ) : null}
      <p class="heed-noprint">
        {words.follow((link) => (
          <a href={address(feedPath(policy.id))}>{link}</a>
        ))}
      </p>
      <p class="heed-noprint">
        <a href={address(`/${policy.id}/notice`)}>{texts.notice.back}</a>
      </p>
    </div>
  );
}

function News({
  policy,
  one,
  before,
}: {
  policy: LoadedPolicy;
  one: ListedVersion;
  before: ListedVersion | undefined;
}) {
  const { texts, language, address } = usePageLanguage();
  const words = texts.versions;
  const published = words.publishedOn(dateWords(one.published_on, language));
  return (
    <>
      <p>{one.news?.summary ?? (before ? words.noSummary : words.firstVersion)}</p>
      <p class="heed-small heed-muted">
        {published}{' '}
        {before ? (
          <a href={address(changesPath(policy.id, before.version, one.version))}>
            {words.changesOf(versionWords(one.version, language))}
          </a>
        ) : null}
      </p>
    </>
  );
}
