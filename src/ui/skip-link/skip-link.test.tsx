import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { SkipLink } from './skip-link.tsx';

matchesFixtures('skip-link', (o) => (
  <SkipLink {...o} href={o.href || undefined} attributes={attributes(o.attributes)}>
    {content(o)}
  </SkipLink>
));
