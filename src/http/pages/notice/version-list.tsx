import { changesPath, feedPath, versionPath } from '../../../notices/addresses.ts';
import type { VersionEntry } from '../../../notices/versions.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { VersionNews } from '../../../policy/versions/published-version.ts';
import { dateWords } from '../../../texts/format.ts';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
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
      <h1 id="versions">{words.title}</h1>
      <p class="heed-lead">{words.lead}</p>
      <Scroll labelledBy="versions">
        <Table
          firstCellIsHeader
          head={[words.version, words.published, words.news].map((content) => ({ content }))}
          rows={versions.map((one, i) => [
            {
              content: (
                <>
                  <a href={address(versionPath(policy.id, one.version))}>
                    {versionWords(one.version, language)}
                  </a>{' '}
                  {one.version === policy.data.policy.version ? (
                    <Tag colour="green">{words.current}</Tag>
                  ) : null}
                </>
              ),
            },
            { content: dateWords(one.published_on, language) },
            { content: <News policy={policy} one={one} before={versions[i + 1]} /> },
          ])}
        />
      </Scroll>
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
  if (!before) return <>{one.news?.summary ?? words.firstVersion}</>;
  return (
    <>
      {one.news?.summary ?? words.noSummary}{' '}
      <a href={address(changesPath(policy.id, before.version, one.version))}>
        {words.changesOf(versionWords(one.version, language))}
      </a>
    </>
  );
}
