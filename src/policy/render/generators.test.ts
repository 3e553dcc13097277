import { describe, expect, it } from 'vitest';
import { readFiles } from '../read-folder.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { LISTS, TABLES } from './generators.ts';
import { fillPlaceholders, placeholderValue } from './placeholders.ts';

const data = readFiles('sample', sampleFolder()).data!;
const filled = (text: string) => fillPlaceholders(data, text);

describe('values of a notice', () => {
  it.each([
    ['{{controller.name}}', 'Example Club'],
    ['{{controller.country}}', 'United Kingdom'],
    ['{{address}}', '1 Example Street, London, United Kingdom'],
    ['{{version}}', 'club@2026-11-22'],
    ['{{effective}}', '22 November 2026'],
    ['{{clock.rights-request}}', '1 month'],
    ['{{clock.breach}}', '72 hours'],
    ['{{period.members}}', '24 months'],
    ['{{contact:dpo}}', 'Privacy lead, [privacy@club.example.org](mailto:privacy@club.example.org)'],
    ['{{contact:intake.rights}}', '[privacy@club.example.org](mailto:privacy@club.example.org)'],
    ['{{intake.rights.email}}', 'privacy@club.example.org'],
    ['{{staff.training.renew_every}}', '12 months'],
    ['{{staff.training.pass_mark}}', '80'],
    ['{{recipients.transfers.mailer-us.checked_on}}', '1 October 2026'],
  ])('%s is %s', (placeholder, value) => {
    expect(filled(placeholder)).toBe(value);
  });

  it.each([
    'nothing',
    'clock.x',
    'list:x',
    'table:',
    'contact:intake.x',
    'contact:representative.EU',
    'controller',
    'constructor',
    'controller.constructor',
    '__proto__.x',
    'list:toString',
  ])('there is no {{%s}}', (name) => {
    expect(placeholderValue(data, name)).toBeNull();
  });

  it('lists purposes with basis and evidence, and bases with their purposes', () => {
    expect(filled('{{list:purposes}}').split('\n')[1]).toBe(
      '- **Sending you news.** We write to you about events. We may reach you by email. *Legal basis: consent.* The box you ticked.',
    );
    expect(filled('{{list:bases}}')).toBe(
      '- **Consent**: Sending you news.\n- **Contract**: Running your membership.',
    );
  });

  it('states every retention rule with the period that is run by', () => {
    expect(filled('{{table:retention}}').split('\n')[2]).toBe(
      '| Member data | 24 months | the end of your membership | deleted | To answer questions afterwards. |',
    );
  });

  it('names every recipient with role and countries, and every transfer with its safeguard', () => {
    expect(filled('{{list:recipients}}')).toBe(
      '- **Email delivery** (works for us; United Kingdom, United States): It sends our messages.',
    );
    expect(filled('{{table:transfers}}').split('\n')[2]).toBe(
      '| Email delivery | UK | United States | Standard Contractual Clauses with the UK Addendum |',
    );
  });

  it('leaves a postal address out while the operator has not set it', () => {
    const unset = structuredClone(data);
    unset.policy.controller.postal_address.confirm = true;
    unset.policy.intake[0]!.address = { lines: ['(to be confirmed)'], country: 'GB', confirm: true };
    expect(fillPlaceholders(unset, 'We run a club. Our address is {{address}}. Our page is here.')).toBe(
      'We run a club. Our page is here.',
    );
    expect(
      fillPlaceholders(unset, 'We run a club.\n\n## Contact\n\nOur address is {{address}}. Write to us.'),
    ).toBe('We run a club.\n\n## Contact\n\nWrite to us.');
    expect(fillPlaceholders(unset, '{{controller.name}}, {{address}}. Write to us.')).toBe(
      'Example Club. Write to us.',
    );
    expect(fillPlaceholders(unset, '[You find us at {{address}}.]{A-01}')).toBe('[]{A-01}');
    expect(fillPlaceholders(unset, '{{list:intake}}')).not.toContain('confirmed');
    expect(filled('A. Our address is {{address}}.')).toContain('1 Example Street');
  });

  it('says so where there is nothing to list', () => {
    expect(filled('{{list:portals}}')).toBe('None at present.');
    expect(LISTS['bought-lists']!(data, 'en')).toBe('None at present.');
  });

  it('keeps a cell a cell, whatever it holds', () => {
    const odd = structuredClone(data);
    odd.retention.rules[0]!.why = 'a | b\nc';
    expect(TABLES.retention!(odd, 'en').split('\n')).toHaveLength(3);
    expect(TABLES.retention!(odd, 'en')).toContain('a \\| b c');
  });

  it('fills placeholders inside values once, and not for ever', () => {
    const nested = structuredClone(data);
    nested.requests.rights[0]!.description = 'We answer within {{clock.rights-request}}.';
    nested.policy.controller.name = '{{controller.name}}';
    expect(fillPlaceholders(nested, '{{list:rights}}')).toContain('We answer within 1 month.');
    expect(fillPlaceholders(nested, '{{controller.name}}')).toBe('{{controller.name}}');
  });
});
