import { isAmong, isNamed } from '../../../packages/banner/src/core/match.ts';
import { parseDuration } from '../../policy/duration.ts';
import type { LoadedPolicy } from '../../policy/policies.ts';
import { type DeclaredSet, declaredSet } from '../declared.ts';
import type { Service } from '../services.ts';
import type { Observation, Reached, Stored } from './observe.ts';

export const PHASES = ['before', 'refused', 'accepted', 'withdrawn'] as const;
export type Phase = (typeof PHASES)[number];

export interface Finding {
  readonly phase: Phase;
  readonly problem: 'undeclared' | 'too early' | 'lasts longer';
  /** What it is: `cookie`, `local`, `session`, or what asked: `script`, `iframe`, `fetch`, `preconnect`. */
  readonly kind: string;
  readonly what: string;
  readonly where: string;
  /** The service that declares it, where one does. */
  readonly service?: string;
}

/**
 * Compares what was seen with what the policy declares. Before a choice, after refusal and after withdrawal only what
 * is strictly necessary may be there; after acceptance everything that is declared.
 *
 * @param heed Heed's own origin, which the site may always reach
 */
export function judge(
  policy: LoadedPolicy,
  seen: Readonly<Partial<Record<Phase, Observation>>>,
  heed: string | undefined,
): Finding[] {
  const declared = declaredSet(policy);
  return PHASES.flatMap((phase) => {
    const { reached = [], stored = [] } = seen[phase] ?? {};
    return [
      ...reached.flatMap((one) => (one.origin === heed ? [] : judgeReached(declared, phase, one))),
      ...stored.flatMap((one) => judgeStored(declared, phase, one)),
    ];
  });
}

function judgeReached(
  { necessary, optional }: DeclaredSet,
  phase: Phase,
  { kind, address, origin }: Reached,
): Finding[] {
  if (necessary.some(({ origins }) => isAmong(origin, origins))) return [];
  const service = optional.find(({ origins }) => isAmong(origin, origins));
  return early(phase, service, { kind, what: address.slice(0, 200), where: origin });
}

function judgeStored(
  { necessary, optional }: DeclaredSet,
  phase: Phase,
  { kind, name, where, days }: Stored,
): Finding[] {
  const declares = ({ cookies }: Service) =>
    isNamed(
      name,
      cookies.map((cookie) => cookie.name),
    );
  const needed = necessary.find(declares);
  const service = needed ?? optional.find(declares);
  const thing = { kind, what: name, where };
  const longer =
    service && lastsLonger(service, name, days)
      ? [{ phase, problem: 'lasts longer' as const, ...thing, service: service.id }]
      : [];
  return needed ? longer : [...early(phase, service, thing), ...longer];
}

function early(
  phase: Phase,
  service: Service | undefined,
  thing: Pick<Finding, 'kind' | 'what' | 'where'>,
): Finding[] {
  if (!service) return [{ phase, problem: 'undeclared', ...thing }];
  return phase === 'accepted' ? [] : [{ phase, problem: 'too early', ...thing, service: service.id }];
}

/** A day of grace for clocks, and months counted long. */
function lastsLonger({ cookies }: Service, name: string, days: number | undefined): boolean {
  const declared = cookies.find((cookie) => isNamed(name, [cookie.name]))?.duration;
  if (days === undefined || !declared) return false;
  const parsed = parseDuration(declared);
  if (!parsed) return days > 1;
  return days > parsed.years * 366 + parsed.months * 31 + parsed.days + parsed.hours / 24 + 1;
}
