import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import type { Fields } from './ask.ts';

/** The organisations that this Heed speaks for. */
export function policyItems(heed: Heed) {
  return heed.policies.list().map(({ id, data }) => ({ value: id, text: data.policy.controller.name }));
}

/** Something of a policy that a form offers by its id. */
interface Choice {
  readonly id: string;
  readonly title: string;
}

/**
 * What each policy offers, under the name of its controller. Two policies may use one id, so only the choice of the
 * policy that was chosen is selected again; without one, the first.
 */
export function choicesByPolicy(
  heed: Heed,
  chosen: { readonly policy?: string; readonly value?: string },
  offered: (policy: LoadedPolicy) => readonly Choice[],
) {
  const groups = heed.policies.list().map((policy) => ({ policy, choices: offered(policy) }));
  const having = groups.filter(({ choices }) => choices.some(({ id }) => id === chosen.value));
  const selectedIn = having.find(({ policy }) => policy.id === chosen.policy) ?? having[0];
  return groups
    .filter(({ choices }) => choices.length > 0)
    .map((group) => ({
      label: group.policy.data.policy.controller.name,
      items: group.choices.map(({ id, title }) => ({
        value: id,
        text: title,
        selected: group === selectedIn && id === chosen.value,
      })),
    }));
}

/** The topics of each policy. */
export function topicGroups(heed: Heed, { policy, topic }: Fields) {
  return choicesByPolicy(heed, { policy, value: topic }, ({ data }) => data.purposes.topics);
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
