import { attributes, content, matchesFixtures, type Options } from '../testing/fixtures.tsx';
import { Pagination } from './pagination.tsx';

matchesFixtures('pagination', (o) => (
  <Pagination
    {...o}
    landmark={o.landmarkLabel}
    attributes={attributes(o.attributes)}
    previous={link(o.previous)}
    next={link(o.next)}
    items={o.items?.filter((i: Options) => i && Object.keys(i).length > 0).map(item)}
  />
));

function link(o: Options) {
  return o?.href
    ? { href: o.href, text: content(o), label: o.labelText, attributes: attributes(o.attributes) }
    : undefined;
}

function item(o: Options) {
  return { ...o, hidden: o.visuallyHiddenText, attributes: attributes(o.attributes) };
}
