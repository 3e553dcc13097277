import { field, matchesFixtures } from '../testing/fixtures.tsx';
import { FileUpload } from './file-upload.tsx';

matchesFixtures('file-upload', (o) => <FileUpload {...o} {...field(o)} />, {
  'no script enhances it': (o) => o.javascript,
});
