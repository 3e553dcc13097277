import type { LoadedPolicy } from '../policies.ts';
import { documentText, noticeText } from '../render/render-notice.ts';

/**
 * Texts of a version by name, `notice.en.md` and `documents/california-notice.en.md`: CommonMark with tables, values
 * filled in, promises still marked.
 */
export type PublishedTexts = ReadonlyMap<string, string>;

export function noticeName(language: string): string {
  return `notice.${language}.md`;
}

export function documentName(id: string, language: string): string {
  return `documents/${id}.${language}.md`;
}

/** Every text that a policy publishes, as this Heed writes it. */
export function publishedTexts(policy: LoadedPolicy): PublishedTexts {
  const texts = new Map<string, string>();
  for (const language of policy.data.policy.languages) {
    texts.set(noticeName(language), noticeText(policy, language));
    for (const { id } of policy.data.requests.documents) {
      texts.set(documentName(id, language), documentText(policy, id, language));
    }
  }
  return texts;
}

/** The languages in which a version has its notice, the first one of the policy first. */
export function noticeLanguages(texts: PublishedTexts): string[] {
  return [...texts.keys()].flatMap((name) => /^notice\.(.+)\.md$/.exec(name)?.[1] ?? []);
}

/** The documents of a version: id, title and text. */
export function documentsOf(texts: PublishedTexts): { id: string; language: string; title: string }[] {
  return [...texts].flatMap(([name, text]) => {
    const [, id, language] = /^documents\/(.+)\.([^.]+)\.md$/.exec(name) ?? [];
    return id && language ? [{ id, language, title: titleOf(text) }] : [];
  });
}

/** The title of a text: its first heading. */
export function titleOf(text: string): string {
  return /^# +(.+)$/m.exec(text)?.[1]?.trim() ?? '';
}
