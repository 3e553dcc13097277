import { attributes, content, matchesFixtures, type Options } from '../testing/fixtures.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';

matchesFixtures('breadcrumbs', (o) => (
  <Breadcrumbs
    {...o}
    label={o.labelText}
    attributes={attributes(o.attributes)}
    items={o.items.map((i: Options) => ({
      href: i.href,
      text: content(i),
      attributes: attributes(i.attributes),
    }))}
  />
));
