import { dayOf, zoneFor } from './calendar.ts';
import { type ConsentState, consentState, isDirect } from './consent.ts';
import { voidedBy } from './erasure.ts';
import type { PolicyOptions } from './policy.ts';
import type { DecisionRequest, Fact, Message } from './types.ts';

/** The purposes that are direct marketing in the sense of DPA 2018 s 122(5). */
export const MARKETING: ReadonlySet<string> = new Set([
  'direct_marketing',
  'third_party_promotion',
  'consent_request',
]);

/**
 * One question laid out for the rules: facts that are usable at the instant, by kind, with consents judged.
 * It is built once per decision and read by every rule.
 */
export interface Case {
  readonly request: DecisionRequest;
  readonly now: number;
  readonly controller: DecisionRequest['controller'];
  readonly subject: DecisionRequest['subject'];
  readonly message: Message;
  readonly channel: string;
  /** The purpose after re-labelling. */
  readonly purpose: string;
  readonly corporate: boolean;
  readonly options: PolicyOptions;
  /** The person's time zone. */
  readonly zone: string;
  readonly stops: readonly Fact[];
  readonly restrictions: readonly Fact[];
  readonly erasure: Fact | undefined;
  readonly consents: readonly JudgedConsent[];
  /** Consents that cover the contact: those given directly first, then the latest. */
  readonly valid: readonly Fact[];
  /** Refusals offered by this controller, used or not. */
  readonly refusals: readonly Fact[];
  /** How this controller got the details. */
  readonly supplies: readonly Fact[];
  /** Privacy notices that this controller gave. */
  readonly notices: readonly Fact[];
  /** What registers say of the number, whoever asks. */
  readonly listings: readonly Fact[];
  readonly screenings: readonly Fact[];
  /** Every other usable fact; those of another controller are still here. */
  readonly facts: readonly Fact[];
  /** Whether some fact on file is dated after the instant. */
  readonly ahead: boolean;
}

export const NO_FACTS: readonly Fact[] = [];
const NO_CONSENTS: readonly JudgedConsent[] = [];

export interface JudgedConsent {
  readonly fact: Fact;
  readonly state: ConsentState;
}

/** A message that promotes is marketing whatever it calls itself; promoting somebody else is a purpose of its own. */
export function effectivePurpose(purpose: string, message: Message): string {
  const relabelled =
    message.promotional && (purpose === 'service' || purpose === 'market_research')
      ? 'direct_marketing'
      : purpose;
  return relabelled === 'direct_marketing' && message.promotes === 'third_party'
    ? 'third_party_promotion'
    : relabelled;
}

/** Sole traders, consumers and unincorporated bodies are individuals whatever the finding says (PECR reg 2(1)). */
function isUnincorporated(entity: string): boolean {
  if (entity === 'sole_trader' || entity === 'consumer' || entity.startsWith('unincorporated')) return true;
  // Scottish and limited liability partnerships are bodies of their own.
  return entity.includes('partnership') && !/scot|limited|llp/.test(entity);
}

/** Only a recorded finding makes a corporate subscriber; an unknown type is an individual. */
function isCorporate({ subscriber, entity }: DecisionRequest['subject']): boolean {
  return subscriber === 'corporate' && !(entity !== undefined && isUnincorporated(entity));
}

/** A list that is made with its first item. */
export function added<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}

export function byController(fact: Fact, controller: string): boolean {
  return fact.controller === undefined || fact.controller === controller;
}

/** Order of texts by code unit, the same on every machine; none counts as empty. */
export function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Latest first; facts of one instant by id and type, so that the order in which facts arrive never shows. */
export function latestFirst(a: Fact, b: Fact): number {
  return b.at - a.at || compareText(a.id, b.id) || compareText(a.type, b.type);
}

function directFirst(a: Fact, b: Fact): number {
  return Number(isDirect(b)) - Number(isDirect(a)) || latestFirst(a, b);
}

export function buildCase(request: DecisionRequest, purpose: string, options: PolicyOptions): Case {
  const now = request.at;
  const zone = zoneFor(request.subject);
  const controller = request.controller.id;
  const scope = { controller, channel: request.channel, purpose, message: request.message };

  // Made when there is something to hold: most questions have none of most kinds, and lists ask by the million.
  let erasure: Fact | undefined;
  let ahead = false;
  let stops: Fact[] | undefined;
  let restrictions: Fact[] | undefined;
  let consents: JudgedConsent[] | undefined;
  let valid: Fact[] | undefined;
  let refusals: Fact[] | undefined;
  let supplies: Fact[] | undefined;
  let notices: Fact[] | undefined;
  let listings: Fact[] | undefined;
  let screenings: Fact[] | undefined;
  let facts: Fact[] | undefined;
  for (const fact of request.facts) {
    const { type, at } = fact;
    if (at > now) {
      ahead = true;
      continue;
    }
    switch (type) {
      case 'objection':
      case 'unsubscribe':
      case 'withdrawal':
        if (byController(fact, controller)) stops = added(stops, fact);
        break;
      case 'consent': {
        const state = consentState(fact, scope, now);
        consents = added(consents, { fact, state });
        if (state === 'ok') valid = added(valid, fact);
        break;
      }
      case 'register_listing':
        listings = added(listings, fact);
        break;
      case 'screening':
        screenings = added(screenings, fact);
        break;
      case 'refusal_offered':
        if (byController(fact, controller)) refusals = added(refusals, fact);
        break;
      case 'obtained':
        if (byController(fact, controller)) supplies = added(supplies, fact);
        break;
      case 'privacy_notice':
        if (byController(fact, controller)) notices = added(notices, fact);
        break;
      case 'restriction':
        if (byController(fact, controller)) restrictions = added(restrictions, fact);
        break;
      case 'erasure':
        if (byController(fact, controller) && (!erasure || latestFirst(fact, erasure) < 0)) erasure = fact;
        break;
      default:
        facts = added(facts, fact);
    }
  }
  if (erasure) {
    const gone = erasure;
    const stands = (fact: Fact) => !voidedBy(fact, gone);
    consents = consents?.filter(({ fact }) => stands(fact));
    valid = valid?.filter(stands);
    refusals = refusals?.filter(stands);
    supplies = supplies?.filter(stands);
    notices = notices?.filter(stands);
    facts = facts?.filter(stands);
  }
  if (valid !== undefined && valid.length > 1) valid.sort(directFirst);

  return {
    request,
    now,
    controller: request.controller,
    subject: request.subject,
    message: request.message,
    channel: request.channel,
    purpose,
    corporate: isCorporate(request.subject),
    options,
    zone,
    stops: stops ?? NO_FACTS,
    restrictions: restrictions ?? NO_FACTS,
    erasure,
    consents: consents ?? NO_CONSENTS,
    valid: valid ?? NO_FACTS,
    refusals: refusals ?? NO_FACTS,
    supplies: supplies ?? NO_FACTS,
    notices: notices ?? NO_FACTS,
    listings: listings ?? NO_FACTS,
    screenings: screenings ?? NO_FACTS,
    facts: facts ?? NO_FACTS,
    ahead,
  };
}

/** The person's civil day at the instant of contact. */
export function today(c: Case): number {
  return dayOf(c.now, c.zone);
}

/** The facts of some types that concern this controller, latest first. */
export function own(c: Case, types: readonly Fact['type'][]): Fact[] {
  const found = c.facts.filter((fact) => types.includes(fact.type) && byController(fact, c.controller.id));
  return found.length > 1 ? found.sort(latestFirst) : found;
}

/** The latest fact of some types that concerns this controller and, where that is asked, fits. */
export function latestOwn(
  c: Case,
  types: readonly Fact['type'][],
  fits?: (fact: Fact) => boolean,
): Fact | undefined {
  let latest: Fact | undefined;
  for (const fact of c.facts) {
    if (!types.includes(fact.type) || !byController(fact, c.controller.id)) continue;
    if (fits && !fits(fact)) continue;
    if (!latest || latestFirst(fact, latest) < 0) latest = fact;
  }
  return latest;
}

/** Whether there is any fact of these types at all, whoever it concerns. */
export function has(c: Case, types: readonly Fact['type'][]): boolean {
  return c.facts.some((fact) => types.includes(fact.type));
}
