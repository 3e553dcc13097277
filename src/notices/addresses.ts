/** Where every version of a notice is listed. */
export const versionsPath = (policy: string): string => `/${policy}/notice/versions`;

/** The fixed page of one version, `2026-11-22` or `cmp@2026-11-22`: what it says never changes. */
export const versionPath = (policy: string, version: string): string =>
  `${versionsPath(policy)}/${version.replace(/^.*@/, '')}`;

/** A document as it was in a version. */
export const versionDocumentPath = (policy: string, version: string, document: string): string =>
  `${versionPath(policy, version)}/documents/${document}`;

/** What changed between two versions. */
export const changesPath = (policy: string, from: string, to: string): string =>
  `/${policy}/notice/changes?from=${from}&to=${to}`;

/** The feed of changes (RFC 4287). */
export const feedPath = (policy: string): string => `/${policy}/notice/changes.atom`;
