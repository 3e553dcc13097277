import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { raw } from 'hono/html';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../paths.ts';
import type { Attributes, Content } from '../common/common.ts';
import { normaliseHtml } from './normalise-html.ts';

// biome-ignore lint/suspicious/noExplicitAny: the options are another project's published test data
export type Options = any;

interface Fixture {
  readonly name: string;
  readonly options: Options;
  readonly html: string;
}

/** The examples that govuk-frontend publishes for a component: options and the HTML that they must give. */
function fixturesOf(component: string): Fixture[] {
  const file = join(
    packageRoot,
    'node_modules/govuk-frontend/dist/govuk/components',
    component,
    'fixtures.json',
  );
  if (!existsSync(file)) throw new Error(`govuk-frontend has no component called ${component}`);
  return JSON.parse(readFileSync(file, 'utf8')).fixtures;
}

/** Text is escaped, HTML is kept: the two ways in which the options carry content. */
export function content(part: { text?: unknown; html?: string } | undefined): Content {
  if (!part) return undefined;
  if (part.html) return raw(part.html);
  return part.text === undefined ? undefined : String(part.text);
}

/** Attributes as the options carry them: plain, or an object that says they may be left out. */
export function attributes(given: Record<string, unknown> | undefined): Attributes {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    const plain = value !== null && typeof value === 'object' ? (value as { value: unknown }).value : value;
    result[name] = String(plain);
  }
  return result;
}

/** Options of every labelled field, mapped to ours. */
export function field(o: Options) {
  return {
    id: o.id,
    name: o.name,
    label: content(o.label),
    labelClasses: o.label?.classes,
    labelIsHeading: o.label?.isPageHeading,
    hint: content(o.hint),
    error: content(o.errorMessage),
    describedBy: o.describedBy,
    groupClasses: o.formGroup?.classes,
    classes: o.classes,
    attributes: attributes(o.attributes),
  };
}

/** Options of radios and checkboxes, mapped to ours. */
export function choices(o: Options) {
  return {
    name: o.name,
    idPrefix: o.idPrefix,
    classes: o.classes,
    attributes: attributes(o.attributes),
    legend: content(o.fieldset?.legend),
    legendClasses: o.fieldset?.legend?.classes,
    legendIsHeading: o.fieldset?.legend?.isPageHeading,
    hint: content(o.hint),
    error: content(o.errorMessage),
    describedBy: o.fieldset?.describedBy ?? o.describedBy,
    groupClasses: o.formGroup?.classes,
    items: o.items.map((item: Options) => ({ ...item, text: content(item), hint: content(item.hint) })),
  };
}

/**
 * Compares a component with every published example but those that use options which Heed does without: `without`
 * says why, and tells such an example by its options.
 */
export function matchesFixtures(
  component: string,
  render: (options: Options) => unknown,
  without: Readonly<Record<string, (options: Options) => unknown>> = {},
): void {
  const fixtures = fixturesOf(component);
  const used = fixtures.filter(({ options }) => !Object.values(without).some((matches) => matches(options)));
  describe(`${component} gives the published markup`, () => {
    it.each(Object.entries(without))('leaves out examples because %s', (_, matches) => {
      expect(fixtures.some(({ options }) => matches(options))).toBe(true);
    });
    it.each(used)('$name', async ({ options, html }) => {
      expect(normaliseHtml(String(await render(options)))).toBe(normaliseHtml(html));
    });
  });
}
