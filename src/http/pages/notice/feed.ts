import { createHash } from 'node:crypto';
import { changesPath, feedPath, versionPath, versionsPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { PageLanguage } from '../../../ui/language/page-language.ts';
import type { ListedVersion } from './version-list.tsx';
import { versionWords } from './version-words.ts';

interface FeedInput {
  readonly policy: LoadedPolicy;
  /** Latest first. */
  readonly versions: readonly ListedVersion[];
  readonly page: PageLanguage;
  /** Where the public reaches this Heed; empty where it was not told, and links are relative then. */
  readonly origin: string;
}

/**
 * The feed of changes of a notice (Atom, RFC 4287). Ids come from what was published, so that they stay the same on
 * another host, after a move, and on a fresh machine.
 */
export function changesFeed({ policy, versions, page, origin }: FeedInput): string {
  const { language, texts, address } = page;
  const { name, controller } = policy.data.policy;
  const url = (path: string) => xml(`${origin}${address(path)}`);
  const oldest = versions.at(-1)!;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
  <id>${idOf(oldest.digest, 'feed', language)}</id>
  <title>${xml(texts.versions.changesOfPolicy(name))}</title>
  <updated>${versions[0]!.published_on}T00:00:00Z</updated>
  <author><name>${xml(controller.name)}</name></author>
  <link rel="self" type="application/atom+xml" href="${url(feedPath(policy.id))}"/>
  <link rel="alternate" type="text/html" href="${url(versionsPath(policy.id))}"/>
${versions.map((one, i) => entry(one, versions[i + 1])).join('\n')}
</feed>
`;

  function entry(one: ListedVersion, before: ListedVersion | undefined): string {
    const summary = one.news?.summary ?? (before ? texts.versions.noSummary : texts.versions.firstVersion);
    const changes = before
      ? `\n    <link rel="related" type="text/html" href="${url(changesPath(policy.id, before.version, one.version))}"/>`
      : '';
    return `  <entry>
    <id>${idOf(one.digest, one.version, language)}</id>
    <title>${xml(texts.notice.versionOf(versionWords(one.version, language)))}</title>
    <updated>${one.published_on}T00:00:00Z</updated>
    <published>${one.published_on}T00:00:00Z</published>
    <link rel="alternate" type="text/html" href="${url(versionPath(policy.id, one.version))}"/>${changes}
    <summary>${xml(summary)}</summary>
  </entry>`;
  }
}

/** A UUID that anybody computes alike from what it names (RFC 9562, version 8). */
function idOf(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

/** Text as XML 1.0 takes it: escaped, without the control characters that it has no way to hold. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
