import { type FactJson, factFromJson } from '../decision/parse-case.ts';
import type { Fact, Subject } from '../decision/types.ts';
import { isStop } from './restricting.ts';
import type { ClearFields, StoredFact } from './schema.ts';

/** What one `profile` fact says, and when it was so. */
export interface Profile {
  /** Epoch ms. */
  readonly at: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

const YEAR = 365.25 * 86_400_000;

/** Leaves out facts that a later one corrects. A stop is never corrected away: only an act of the person lifts it. */
export function withoutReplaced(facts: readonly StoredFact[]): StoredFact[] {
  const replaced = new Set<string>();
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  for (const fact of facts) {
    const old = fact.clear.replaces ? byId.get(fact.clear.replaces) : undefined;
    if (!old || old.type !== fact.type || old.identifier !== fact.identifier) continue;
    const lifted = old.type === 'restriction' && fact.clear.lifted_at !== undefined;
    if (isStop(old) && !lifted) continue;
    replaced.add(old.id);
  }
  return replaced.size === 0 ? [...facts] : facts.filter((fact) => !replaced.has(fact.id));
}

/**
 * The facts that the engine reads for a contact by one identifier: those about the person and those about that
 * identifier. With no identifier, those about the person alone.
 */
export function engineFacts(facts: readonly StoredFact[], identifier: string | null): Fact[] {
  return withoutReplaced(facts)
    .filter((fact) => fact.type !== 'profile' && (fact.identifier === null || fact.identifier === identifier))
    .map(toEngineFact);
}

function toEngineFact({ id, type, at, clear }: StoredFact): Fact {
  const { replaces: _, ...fields } = clear;
  return factFromJson({
    ...(fields as Omit<FactJson, 'type'>),
    type: type as FactJson['type'],
    id,
    at: at ?? undefined,
  });
}

/** The profiles in the order in which they were so; of one instant, the one recorded last comes last. */
export function profilesOf(facts: readonly StoredFact[]): Profile[] {
  return withoutReplaced(facts)
    .filter((fact) => fact.type === 'profile')
    .map(({ at, clear }) => ({ at: Date.parse(at!), fields: fieldsOf(clear) }))
    .sort((a, b) => a.at - b.at);
}

function fieldsOf({ replaces: _, ...fields }: ClearFields): Record<string, unknown> {
  return fields;
}

/** The profiles that still say something at `now` or later: those whose every field was said anew since are gone. */
export function compactProfiles(profiles: readonly Profile[], now: number): Profile[] {
  const said = new Set<string>();
  const kept: Profile[] = [];
  for (const profile of profiles.toReversed()) {
    const names = Object.keys(profile.fields).map((name) => (name === 'age' ? 'birth_year' : name));
    if (profile.at > now) kept.push(profile);
    else if (names.some((name) => !said.has(name))) {
      kept.push(profile);
      for (const name of names) said.add(name);
    }
  }
  return kept.reverse();
}

/** The person as known at an instant, each field as said last. Ages are counted on, at the young end. */
export function subjectAt(profiles: readonly Profile[], at: number): Subject {
  const subject: Record<string, unknown> = {};
  for (const profile of profiles) {
    if (profile.at > at) break;
    const { birth_year, age, subscriber_reason: _, ...fields } = profile.fields;
    Object.assign(subject, fields);
    if (typeof age === 'number') subject.age = age + Math.floor((at - profile.at) / YEAR);
    // The birthday of this year may still be to come.
    else if (typeof birth_year === 'number')
      subject.age = Math.max(0, new Date(at).getUTCFullYear() - birth_year - 1);
  }
  return subject;
}
