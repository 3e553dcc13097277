import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { ErrorMessage } from './error-message.tsx';

matchesFixtures('error-message', (o) => (
  <ErrorMessage
    {...o}
    prefix={o.visuallyHiddenText === false ? '' : o.visuallyHiddenText}
    attributes={attributes(o.attributes)}
  >
    {content(o)}
  </ErrorMessage>
));
