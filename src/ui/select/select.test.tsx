import { attributes, field, matchesFixtures, type Options } from '../testing/fixtures.tsx';
import { Select } from './select.tsx';

matchesFixtures('select', (o) => (
  <Select
    {...o}
    {...field(o)}
    items={(o.items ?? [])
      .filter(Boolean)
      .map((item: Options) => ({ ...item, attributes: attributes(item.attributes) }))}
  />
));
