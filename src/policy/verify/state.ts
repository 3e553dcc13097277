import type { DecisionRequest, Fact, Message } from '../../decision/types.ts';
import type { Permission } from './permissions.ts';
import { ERASED_AT, type Stop } from './refusals.ts';
import type { RegisterState } from './registers.ts';
import type { Dimensions } from './space.ts';
import { NOW } from './value.ts';

const MARKETING: ReadonlySet<string> = new Set([
  'direct_marketing',
  'third_party_promotion',
  'consent_request',
]);

/** One point of the state space. */
export interface State {
  readonly on: Dimensions;
  readonly permission: Permission;
  readonly stop: Stop;
  readonly source: Dimensions['sources'][number];
  readonly register: RegisterState;
  readonly box: Dimensions['boxes'][number];
  readonly limit: Dimensions['limits'][number];
  readonly optOut: Dimensions['optOuts'][number];
  readonly subscriber: 'individual' | 'corporate';
  readonly age: number | undefined;
}

/** What is true of a state, told from its values alone. */
export interface Truth {
  readonly country: string;
  readonly channel: string;
  readonly purpose: string;
  readonly marketing: boolean;
  readonly subscriber: string;
  readonly data_from: string;
  /** Supplied by a third party over a month ago, and never told so. */
  readonly untold_late: boolean;
  readonly stopped: boolean;
  readonly restricted: boolean;
  readonly erased: boolean;
  /** A consent given directly to this controller, in force and covering the contact. */
  readonly direct_consent: boolean;
  readonly sham: boolean;
  readonly listed: boolean;
  readonly screened: boolean;
  readonly box_ticked: boolean;
  readonly under_age: boolean;
  readonly opted_out: boolean;
}

export function truthOf(s: State): Truth {
  const { purpose } = s.on;
  const erased = s.limit.erased && s.permission.at <= ERASED_AT;
  const shared = purpose === 'share_third_party' && s.permission.sharing ? 'direct' : undefined;
  const consent = erased ? undefined : (s.permission.consent ?? shared);
  const covers =
    s.stop.kind === 'any'
      ? purpose !== 'share_third_party' || s.stop.facts[0]?.type !== 'unsubscribe'
      : s.stop.kind === 'objection' && (MARKETING.has(purpose) || purpose === 'share_third_party');
  const lifted = consent === 'direct' && s.permission.at > s.stop.at;
  const returned = s.permission.act === true && s.permission.at > ERASED_AT;
  const sourceVoid = s.limit.erased && (s.source.facts[0]?.at ?? 0) <= ERASED_AT;
  return {
    country: s.on.place.subject.country ?? '',
    channel: s.on.channel,
    purpose,
    marketing: MARKETING.has(purpose),
    subscriber: s.subscriber,
    data_from: sourceVoid ? 'unknown' : s.source.from,
    untold_late: 'late' in s.source && !sourceVoid,
    stopped: covers && !lifted,
    restricted: s.limit.restricted,
    erased: s.limit.erased && !returned,
    direct_consent: consent === 'direct',
    sham: s.permission.sham === true,
    listed: s.register.listed,
    screened: s.register.screened,
    box_ticked: s.box.used && !(consent === 'direct' && s.permission.at > s.box.facts[0]!.at),
    under_age: s.age !== undefined && s.age < 16,
    opted_out: s.optOut.optedOut,
  };
}

const MESSAGE: Message = {
  promotes: 'own',
  similar: true,
  promotional: false,
  identity: true,
  optout: true,
  postal_address: true,
  cli: true,
  art14_notice: true,
};
const THIRD_PARTY: Message = { ...MESSAGE, promotes: 'third_party' };

export function requestOf(s: State, controller: DecisionRequest['controller']): DecisionRequest {
  const facts: Fact[] = [];
  for (const value of [s.permission, s.stop, s.source, s.register, s.box, s.limit, s.optOut])
    for (const fact of value.facts) facts.push(fact);
  const { place, channel, purpose } = s.on;
  return {
    at: NOW,
    controller,
    subject: { ...place.subject, subscriber: s.subscriber, age: s.age },
    channel,
    purpose,
    message: purpose === 'third_party_promotion' ? THIRD_PARTY : MESSAGE,
    facts,
  };
}

/** How many values differ from the plainest state: the measure by which the smallest counter-example is chosen. */
export function sizeOf(s: State): number {
  const values = [s.permission, s.stop, s.source, s.box, s.limit, s.optOut];
  const odd = values.filter((value) => value.facts.length > 0).length;
  return (
    odd +
    (s.register === s.on.registers[0] ? 0 : 1) +
    (s.subscriber === 'corporate' ? 1 : 0) +
    (s.age === undefined ? 0 : 1)
  );
}

/** A state as a sentence that a privacy officer can read. */
export function describeState(s: State): string {
  const history = [s.permission, s.source, s.box, s.limit, s.optOut, s.stop]
    .map((value) => value.words)
    .filter(Boolean);
  const number = s.register.words ? ` Their number ${s.register.words}.` : '';
  const who = `${s.subscriber === 'corporate' ? 'a company address' : 'a person'} in ${s.on.place.words}${s.age ? `, aged ${s.age}` : ''}`;
  const past = history.length > 0 ? `, who ${list(history)},` : ', of whom nothing is on file,';
  return `${upper(who)}${past} is contacted by ${words(s.on.channel)} for ${words(s.on.purpose)}.${number}`;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function words(code: string): string {
  return code.replaceAll('_', ' ');
}

function list(items: readonly string[]): string {
  return items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
