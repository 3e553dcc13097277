import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { Tag } from './tag.tsx';

matchesFixtures('tag', (o) => (
  <Tag {...o} attributes={attributes(o.attributes)}>
    {content(o)}
  </Tag>
));
