import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { Hint } from './hint.tsx';

matchesFixtures('hint', (o) => (
  <Hint {...o} attributes={attributes(o.attributes)}>
    {content(o)}
  </Hint>
));
