import { choices, matchesFixtures, type Options } from '../testing/fixtures.tsx';
import { Radios } from './radios.tsx';

matchesFixtures('radios', (o) => <Radios value={o.value} {...choices(o)} />, {
  'revealing a field under a choice needs a script': (o) =>
    o.items.some((item: Options) => item?.conditional),
  'choices carry no classes or attributes': (o) =>
    o.items.some(
      (item: Options) => item?.attributes || item?.label || item?.hint?.classes || item?.hint?.attributes,
    ),
  'groups have no dividers and no gaps': (o) => o.items.some((item: Options) => !item || item.divider),
  'the fieldset carries none either': (o) => o.fieldset?.classes || o.fieldset?.attributes,
});
