import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { Button } from './button.tsx';

matchesFixtures(
  'button',
  (o) => (
    <Button {...o} attributes={attributes(o.attributes)}>
      {content(o)}
    </Button>
  ),
  { 'start buttons are not used': (o) => o.isStartButton },
);
