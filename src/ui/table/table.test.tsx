import { attributes, content, matchesFixtures, type Options } from '../testing/fixtures.tsx';
import { Table } from './table.tsx';

matchesFixtures('table', (o) => {
  const cell = (c: Options) => ({ ...c, content: content(c), attributes: attributes(c.attributes) });
  return (
    <Table
      {...o}
      attributes={attributes(o.attributes)}
      head={o.head?.map(cell)}
      rows={o.rows.filter(Boolean).map((r: Options) => r.map(cell))}
    />
  );
});
