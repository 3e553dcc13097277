import { field, matchesFixtures } from '../testing/fixtures.tsx';
import { Textarea } from './textarea.tsx';

matchesFixtures('textarea', (o) => <Textarea {...o} {...field(o)} />);
