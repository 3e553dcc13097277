import { attributes, content, matchesFixtures } from '../testing/fixtures.tsx';
import { NotificationBanner } from './notification-banner.tsx';

matchesFixtures(
  'notification-banner',
  (o) => (
    <NotificationBanner
      {...o}
      title={content({ text: o.titleText, html: o.titleHtml })}
      attributes={attributes(o.attributes)}
    >
      {content(o)}
    </NotificationBanner>
  ),
  {
    'the title is always a heading of level 2': (o) => o.titleHeadingLevel,
    'types are checked by the compiler': (o) => o.type && o.type !== 'success',
  },
);
