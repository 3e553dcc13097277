/** Heed on loopback over the store of a folder. Prints port, a key and a choice to send; serves until its input closes. */
import { bannerConfig } from '../../src/cookies/banner-config.ts';
import { declaredSet } from '../../src/cookies/declared.ts';
import { openBenchHeed } from '../open-heed.ts';
import { serveHeed } from '../serve-heed.ts';

const heed = await openBenchHeed(process.argv[2]!);
const policy = heed.policies.get('cmp');
const { hash, optional } = declaredSet(policy);
const choice = {
  policy: 'cmp',
  hash,
  wording: bannerConfig(policy, '').wording,
  granted: [],
  denied: optional.map(({ id }) => id),
  method: 'refuse_all',
  region: 'DE',
};
await serveHeed(heed, { choice });
