/**
 * Puts each table of a rendered notice into a region that scrolls by itself and can be reached by keyboard
 * (WCAG 1.4.10 and 2.1.1), so that a phone shows the text without scrolling sideways.
 */
export function scrollTables(html: string, name: (number: number) => string): string {
  let count = 0;
  return html
    .replace(
      /<table\b/g,
      () => `<section class="heed-scroll" tabindex="0" aria-label="${name(++count)}"><table`,
    )
    .replaceAll('</table>', '</table></section>');
}
