import { readFolder } from '../../policy/read-folder.ts';
import { publicTexts } from '../../policy/translate/public-texts.ts';
import { textsIn } from '../../texts/texts.ts';

/** Names that are the same in every language, and titles of laws. */
const NAMES =
  /The Institute of Customer Service|Customer Management Practice|Information Commissioner[’']s Office|Information Commissioner|California Privacy Protection Agency|California Consumer Privacy Act|(?:Corporate )?Telephone Preference Service|Global Privacy Control|Contact preferences|Limitation Act \d+|Companies Act \d+|MY IQ|My Account|[\w.+-]+@[\w.-]+|https?:\/\/\S+|[a-z-]+\.(?:org|com)\b/g;

/** Words that English sentences are built from and French ones are not; letters within an id are none. */
const ENGLISH =
  /(?<![\p{L}\p{N}’'_-])(?:the|and|you|your|yours|with|this|that|these|those|from|which|have|has|been|for|not|are|was|were|will|would|our|ours|they|their|what|when|where|who|how|only|about|any|nothing|something|because|before|after|until|without|of|to|is|it|be|by|we|us|if|at)(?![\p{L}\p{N}’'_-])/giu;

/** Fragments of the English catalogue and of the policies that are long enough to be told from French. */
function englishFragments(): string[] {
  const english = collect(textsIn('en'));
  const french = new Set(collect(textsIn('fr')));
  const policies = ['cmp', 'institute'].flatMap((id) =>
    [...publicTexts(readFolder(`policies/${id}`).data!).values()].map(({ text }) => tidy(text)),
  );
  return [...new Set([...english, ...policies])].filter(
    (text) => text.split(' ').length > 2 && !french.has(text) && withoutNames(text).search(ENGLISH) >= 0,
  );
}

/** Every text of a catalogue, and the pieces between the parameters of those that take some. */
function collect(value: unknown): string[] {
  if (typeof value === 'string') return [tidy(value)];
  if (typeof value === 'function') {
    const given = Array.from({ length: 4 }, () => GAP);
    const mark = (words: string) => `${GAP}${words}${GAP}`;
    const spoken = [given, given.map(() => mark)].flatMap((args) => {
      try {
        const said = (value as (...args: unknown[]) => unknown)(...args);
        return [Array.isArray(said) ? said.join('') : String(said)];
      } catch {
        return [];
      }
    });
    return spoken.flatMap((text) => (text.includes('=>') ? [] : text.split(GAP).map(tidy)));
  }
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(collect);
  return [];
}

const GAP = '\u0001';
const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
const withoutNames = (text: string) => text.replace(NAMES, ' ');

let fragments: string[] | undefined;

/**
 * What is left of English in the words of a page: whole texts of the English catalogue and of the policies, and single
 * English words. Whatever is marked as English in the page must be taken out before.
 */
export function englishLeft(words: string): string[] {
  fragments ??= englishFragments();
  const text = tidy(words);
  const whole = fragments.filter((fragment) => text.includes(fragment));
  const nameless = withoutNames(text);
  const single = [...nameless.matchAll(ENGLISH)].map(({ index, 0: word }) =>
    nameless.slice(Math.max(0, index - 30), index + word.length + 30).trim(),
  );
  return [...whole, ...single];
}

/** The words of a page of HTML, with those of its attributes, and without what it marks as English. */
export function wordsOfPage(html: string): string {
  const spoken = withoutEnglishParts(html.replace(/<(script|style|svg|code|pre)\b[\s\S]*?<\/\1>/g, ' '));
  const attributes = [...spoken.matchAll(/\b(?:aria-label|alt|title|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text,
  );
  return decode([...attributes, spoken.replace(/<[^>]*>/g, ' ')].join(' '));
}

/** Takes out every element that says of itself that it is English, with all it holds. */
function withoutEnglishParts(html: string): string {
  const opening = /<([a-z][a-z0-9]*)\b[^>]*\slang="en"[^>]*>/.exec(html);
  if (!opening) return html;
  const tags = new RegExp(`<(/?)${opening[1]}\\b[^>]*>`, 'g');
  tags.lastIndex = opening.index + opening[0].length;
  for (let depth = 1; depth > 0; ) {
    const tag = tags.exec(html);
    if (!tag) return html.slice(0, opening.index);
    depth += tag[1] ? -1 : 1;
  }
  return withoutEnglishParts(html.slice(0, opening.index) + html.slice(tags.lastIndex));
}

const decode = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
