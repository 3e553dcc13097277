import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { BackLink } from './back-link.tsx';

matchesFixtures('back-link', (o) => (
  <BackLink {...o} href={o.href || undefined} attributes={attributes(o.attributes)}>
    {content(o)}
  </BackLink>
));
