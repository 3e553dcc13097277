import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { Fieldset } from './fieldset.tsx';

matchesFixtures('fieldset', (o) => (
  <Fieldset
    {...o}
    legend={content(o.legend)}
    legendClasses={o.legend?.classes}
    legendIsHeading={o.legend?.isPageHeading}
    attributes={attributes(o.attributes)}
  >
    {content({ text: o.text, html: o.html })}
  </Fieldset>
));
