import type { Heed } from '../../../heed.ts';

/** The organisations that this Heed speaks for. */
export function policyItems(heed: Heed) {
  return heed.policies.list().map(({ id, data }) => ({ value: id, text: data.policy.controller.name }));
}

/** Topics of all policies, each once. */
export function topicItems(heed: Heed) {
  const topics = heed.policies.list().flatMap(({ data }) => data.purposes.topics);
  return [...new Map(topics.map(({ id, title }) => [id, title]))].map(([value, text]) => ({ value, text }));
}

/** Places with a rule pack, and where a state has rules of its own, the state. */
export const COUNTRY_ITEMS = [
  ['GB', 'United Kingdom'],
  ['IE', 'Ireland'],
  ['DE', 'Germany'],
  ['FR', 'France'],
  ['CA', 'Canada'],
  ['US', 'United States'],
  ['US-CA', 'United States, California'],
].map(([value, text]) => ({ value: value!, text: text! }));
