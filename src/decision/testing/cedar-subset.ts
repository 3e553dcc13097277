import cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Random } from '../../demo/random.ts';
import type { DecisionRequest, Fact, FactType } from '../types.ts';

/**
 * Ten rules of British marketing email and calls written a second time, in Cedar, over facts whose dates are reduced
 * to yes and no beforehand: an evaluator that shares nothing with the engine but the law.
 */
export const TEN_RULES = `
forbid (principal, action, resource) when { context.objected };
forbid (principal, action, resource) when { context.unsubscribed };
forbid (principal, action, resource) when { context.withdrawn };
forbid (principal, action, resource) when { context.restricted };
forbid (principal, action, resource) when { context.erased };
forbid (principal, action == Action::"email", resource) when { context.boxTicked };
permit (principal, action, resource) when { context.consented };
permit (principal, action == Action::"email", resource) when { context.boughtWithOptOut && !context.corporate };
permit (principal, action == Action::"email", resource) when { context.corporate };
permit (principal, action == Action::"live_call", resource) when { context.screened && !context.listed };
`;

const SET = 'ten rules';
let parsed = false;

/** What the ten rules read of a case. */
export interface Reduced {
  readonly [name: string]: boolean;
}

export function cedarAllows(request: DecisionRequest, context: Reduced): boolean {
  if (!parsed) {
    const answer = cedar.preparsePolicySet(SET, { staticPolicies: TEN_RULES });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
    parsed = true;
  }
  const answer = cedar.statefulIsAuthorized({
    principal: PRINCIPAL,
    action: request.channel === 'email' ? EMAIL : CALL,
    resource: RESOURCE,
    context,
    preparsedPolicySetId: SET,
    entities: [],
  });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
  return answer.response.decision === 'allow';
}

const PRINCIPAL = { type: 'Controller', id: 'acme' };
const RESOURCE = { type: 'Person', id: 'someone' };
const EMAIL = { type: 'Action', id: 'email' };
const CALL = { type: 'Action', id: 'live_call' };

const DAY = 86_400_000;
const NOW = Date.parse('2026-09-01T12:00:00Z');
const TODAY = NOW / DAY - 0.5;
const METHODS = ['unticked_box', 'double_opt_in', 'oral', 'preticked_box', 'policy_text'];
const VALID = new Set(METHODS.slice(0, 3));

const MESSAGE = {
  promotes: 'own',
  similar: true,
  promotional: true,
  identity: true,
  optout: true,
  postal_address: true,
  cli: true,
  art14_notice: true,
} as const;

/** A random case within the ten rules: noon of some day for everything, so that a day is a day. */
export function randomCase(random: Random): DecisionRequest {
  const facts: Fact[] = [];
  const add = (type: FactType, probability: number, more: () => object = () => ({})) => {
    while (random.chance(probability) && facts.length < 10)
      facts.push({ type, at: NOW - random.below(120) * DAY, id: `f${facts.length}`, ...more() });
  };
  const channels = () => random.pick([['email'], ['live_call'], ['email', 'live_call'], ['*'], ['sms']]);
  add('consent', 0.4, () => ({
    method: random.pick(METHODS),
    channels: channels(),
    purposes: ['direct_marketing'],
    ...(random.chance(0.3) && { expires_at: NOW + (random.below(60) - 30) * DAY }),
  }));
  for (const type of ['objection', 'unsubscribe', 'withdrawal'] as const)
    add(type, 0.12, () => (random.chance(0.5) ? {} : { channels: channels() }));
  add('restriction', 0.06, () =>
    random.chance(0.5) ? { lifted_at: NOW + (random.below(40) - 30) * DAY } : {},
  );
  add('erasure', 0.08);
  add('sale', 0.3);
  add('refusal_offered', 0.4, () => ({ used: random.chance(0.25) }));
  for (const register of ['TPS', 'CTPS']) {
    if (random.chance(0.85))
      facts.push({
        type: 'screening',
        at: Number.NEGATIVE_INFINITY,
        registers: [register],
        file_date: TODAY - random.below(40),
      });
    if (random.chance(0.2))
      facts.push({
        type: 'register_listing',
        at: Number.NEGATIVE_INFINITY,
        register,
        listed_on: TODAY - random.below(60),
      });
  }
  return {
    at: NOW,
    controller: { id: 'acme', country: 'GB' },
    subject: {
      country: 'GB',
      tz: 'Europe/London',
      subscriber: random.chance(0.2) ? 'corporate' : 'individual',
    },
    channel: random.pick(['email', 'live_call']),
    purpose: 'direct_marketing',
    message: MESSAGE,
    facts,
  };
}

/** Reduces dates and scopes to what the ten rules ask. */
export function reduce({ channel, facts, subject }: DecisionRequest): Reduced {
  const of = (type: FactType) => facts.filter((fact) => fact.type === type);
  const covers = (list: readonly string[] | undefined) =>
    !list || list.includes(channel) || list.includes('*');
  const erasedAt = Math.max(...of('erasure').map(({ at }) => at));
  const since = (fact: Fact) => fact.at > erasedAt;
  const wellGiven = of('consent').filter((fact) => since(fact) && VALID.has(fact.method!));
  const consents = wellGiven.filter(
    (fact) => covers(fact.channels) && (fact.expires_at === undefined || fact.expires_at > NOW),
  );
  const latest = Math.max(...consents.map(({ at }) => at));
  const stopped = (type: FactType) => of(type).some((stop) => covers(stop.channels) && stop.at >= latest);
  const sales = of('sale').filter(since);
  const offers = of('refusal_offered').filter((fact) => !fact.used && since(fact));
  return {
    objected: stopped('objection'),
    unsubscribed: stopped('unsubscribe'),
    withdrawn: stopped('withdrawal'),
    restricted: of('restriction').some(({ lifted_at }) => lifted_at === undefined || lifted_at > NOW),
    erased: of('erasure').length > 0 && wellGiven.length + sales.length === 0,
    boxTicked: of('refusal_offered').some((fact) => fact.used === true && fact.at > latest),
    consented: consents.length > 0,
    boughtWithOptOut: sales.some((sale) => offers.some((offer) => offer.at <= sale.at)),
    corporate: subject.subscriber === 'corporate',
    screened: ['TPS', 'CTPS'].every((register) =>
      of('screening').some((fact) => fact.registers![0] === register && TODAY - fact.file_date! < 28),
    ),
    listed: of('register_listing').some(({ listed_on }) => TODAY - listed_on! >= 28),
  };
}
