import { content, field, matchesFixtures } from '../testing/fixtures.tsx';
import { Input } from './input.tsx';

matchesFixtures(
  'input',
  (o) => <Input {...o} {...field(o)} prefix={content(o.prefix)} suffix={content(o.suffix)} />,
  {
    'affixes carry no classes or attributes': (o) =>
      o.inputWrapper || [o.prefix, o.suffix].some((affix) => affix?.classes || affix?.attributes),
  },
);
