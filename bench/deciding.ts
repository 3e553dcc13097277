/** Decisions in process, one thread: Heed, Cedar and casbin over the same people and ten rules. */
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import { decide, decideFast } from '../src/decision/decide.ts';
import { LAW_ONLY } from '../src/decision/policy.ts';
import { cedarAllows, randomCase, reduce } from '../src/decision/testing/cedar-subset.ts';
import { shippedPolicy } from '../src/decision/testing/shipped-policies.ts';
import { seededRandom } from '../src/demo/random.ts';
import { figure, peakMemory } from './measure.ts';

const [seed = '7', runs = '5', checked = '100000'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
/** As many as a processor's cache holds with their facts: whoever is asked about has just been read. */
const PEOPLE = 1000;
/** More than it holds: then half of a decision is waiting for memory. */
const MANY = 10_000;
const requests = Array.from({ length: PEOPLE }, () => randomCase(random));
const reduced = requests.map(reduce);
const many = [...requests, ...Array.from({ length: MANY - PEOPLE }, () => randomCase(random))];
const cmp = shippedPolicy('cmp');

const CASBIN = `
[request_definition]
r = f, channel
[policy_definition]
p = rule, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = eval(p.rule)`;
const RULES = `
p, r.f.objected, deny
p, r.f.unsubscribed, deny
p, r.f.withdrawn, deny
p, r.f.restricted, deny
p, r.f.erased, deny
p, r.f.boxTicked && r.channel == 'email', deny
p, r.f.consented, allow
p, r.f.boughtWithOptOut && !r.f.corporate && r.channel == 'email', allow
p, r.f.corporate && r.channel == 'email', allow
p, r.f.screened && !r.f.listed && r.channel == 'live_call', allow`;
const enforcer = await newEnforcer(newModelFromString(CASBIN), new StringAdapter(RULES));
const casbinAllows = (i: number) => enforcer.enforceSync(reduced[i], requests[i]!.channel);

const contenders: readonly (readonly [
  what: string,
  note: string,
  ask: (i: number) => unknown,
  people?: number,
])[] = [
  ['Heed, effect and reason', 'law alone', (i) => decideFast(requests[i]!, LAW_ONLY)],
  ['Heed, effect and reason', "law and a controller's own rules", (i) => decideFast(requests[i]!, cmp)],
  [
    'Heed, full result',
    'obligations, evidence, considered rules, next change',
    (i) => decide(requests[i]!, LAW_ONLY),
  ],
  [
    'Cedar',
    'ten rules parsed beforehand, dates reduced beforehand',
    (i) => cedarAllows(requests[i]!, reduced[i]!),
  ],
  ['casbin', 'the same ten rules, dates reduced beforehand', casbinAllows],
  ['Heed, full result', 'the same of 10,000 people', (i) => decide(many[i]!, LAW_ONLY), MANY],
];

/** Decisions in a second of this thread's processor time, in which a busy machine shows less than on the clock. */
function rate(ask: (i: number) => unknown, people: number): number {
  const before = process.threadCpuUsage();
  const started = performance.now();
  let done = 0;
  while (performance.now() - started < 1000) for (let i = 0; i < 500; i++) ask(done++ % people);
  const { user, system } = process.threadCpuUsage(before);
  return (done / (user + system)) * 1e6;
}

// In turn, so that a slow minute of the machine meets all of them; the first round warms up.
const rates = contenders.map((): number[] => []);
for (let run = 0; run <= Number(runs); run++)
  contenders.forEach(([, , ask, people = PEOPLE], i) => {
    const one = rate(ask, people);
    if (run > 0) rates[i]!.push(one);
  });
const figures = contenders.map(([what, note], i) =>
  figure(what, rates[i]!, 'decisions/s', { note, rss: peakMemory() }),
);

let differing = 0;
for (let i = 0; i < Number(checked); i++) {
  const request = randomCase(random);
  const allowed = decideFast(request, LAW_ONLY).decision === 'allow';
  if (allowed !== cedarAllows(request, reduce(request))) differing++;
}
const casbinDiffering = requests.filter(
  (request, i) => casbinAllows(i) !== (decideFast(request, LAW_ONLY).decision === 'allow'),
).length;
console.log(JSON.stringify({ figures, checked: Number(checked), differing, casbinDiffering }));
