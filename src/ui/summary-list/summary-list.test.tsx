import { attributes, content, matchesFixtures, type Options } from '../testing/fixtures.tsx';
import { SummaryList } from './summary-list.tsx';

matchesFixtures(
  'summary-list',
  (o) => <SummaryList {...o} attributes={attributes(o.attributes)} rows={o.rows.filter(Boolean).map(row)} />,
  {
    'cards are not used': (o) => o.card,
    'columns keep their widths': (o) => o.rows.some((r: Options) => r?.actions?.classes),
  },
);

function row(o: Options) {
  return {
    key: content(o.key),
    value: content(o.value),
    classes: o.classes,
    keyClasses: o.key?.classes,
    valueClasses: o.value?.classes,
    actions: o.actions?.items?.map((a: Options) => ({
      href: a.href,
      text: content(a),
      hidden: a.visuallyHiddenText,
      classes: a.classes,
      attributes: attributes(a.attributes),
    })),
  };
}
