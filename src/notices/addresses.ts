/** Where every version of a notice is listed. */
export const versionsPath = (policy: string): string => `/${policy}/notice/versions`;

/** The fixed page of one version, `2026-11-22` or `cmp@2026-11-22`: what it says never changes. */
export const versionPath = (policy: string, version: string): string =>
  `${versionsPath(policy)}/${version.replace(/^.*@/, '')}`;

/** The fixed page of the version that a fact names, or undefined where it names none of this policy. */
export function factVersionPath(policy: string, version: string | null): string | undefined {
  const [, id, name] = /^([a-z0-9-]+)@(\d{4}-\d{2}-\d{2}(?:\.\d+)?)$/.exec(version ?? '') ?? [];
  return id === policy && name ? versionPath(policy, name) : undefined;
}

/** A document as it was in a version. */
export const versionDocumentPath = (policy: string, version: string, document: string): string =>
  `${versionPath(policy, version)}/documents/${document}`;

/** What changed between two versions. */
export const changesPath = (policy: string, from: string, to: string): string =>
  `/${policy}/notice/changes?from=${from}&to=${to}`;

/** The feed of changes (RFC 4287). */
export const feedPath = (policy: string): string => `/${policy}/notice/changes.atom`;
