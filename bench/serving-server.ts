/** A real server on loopback over a store with some people. Prints port and key, serves until its input closes. */
import { openBenchHeed } from './open-heed.ts';
import { addPeople } from './people.ts';
import { serveHeed } from './serve-heed.ts';

const [folder = '', people = '2000'] = process.argv.slice(2);
const heed = await openBenchHeed(folder);
await addPeople(heed, 0, Number(people));
await serveHeed(heed);
