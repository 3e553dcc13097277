import type { PolicyData } from '../policy/schema.ts';
import type { Service } from './services.ts';

/** What may run before a choice in a region, and the law that lets it. */
export interface RegionRule {
  readonly before: readonly string[];
  readonly kind: 'objection' | 'opt-out';
}

/**
 * The regions in which something may run before a choice. Everywhere else, and wherever the region is unknown,
 * everything optional waits (Directive 2002/58 Art 5(3)).
 *
 * - `GB`: own statistics and remembered settings, with clear information and a free objection (PECR reg 6 and
 *   Sch A1, as amended by DUAA s 112 from 5 February 2026), where the policy uses these exceptions.
 * - `US-CA`: California lets a site share until the person opts out (Civ Code 1798.120). Content of others still
 *   waits for its click, because the notices promise that to everybody.
 *
 * A policy that does without the exceptions has promised to ask first, and that promise knows no regions.
 */
export function regionRules(
  file: PolicyData['cookies'],
  services: readonly Service[],
): Record<string, RegionRule> {
  if (!file.mode.uk_exceptions) return {};
  const necessary = new Set(file.categories.filter((one) => one.strictly_necessary).map(({ id }) => id));
  const excepted = new Set(file.categories.filter((one) => one.exception).map(({ id }) => id));
  const own = services.filter(({ embed, category }) => !embed && !necessary.has(category));
  return {
    GB: {
      kind: 'objection',
      before: own.filter(({ category }) => excepted.has(category)).map(({ id }) => id),
    },
    'US-CA': { kind: 'opt-out', before: own.map(({ id }) => id) },
  };
}
