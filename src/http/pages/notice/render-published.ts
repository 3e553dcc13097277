import { remember } from '../../../notices/remember.ts';
import { type RenderedNotice, renderText } from '../../../policy/render/render-notice.ts';

const rendered = remember<RenderedNotice>(100);

/** A published text as HTML. It never changes, so it is made once. */
export function renderPublished(text: string, language: string): RenderedNotice {
  return rendered(`${language} ${text}`, () => renderText(text, language));
}
