import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeedError } from '../errors.ts';
import { normaliseIdentifier } from './normalise.ts';

describe('normaliseIdentifier', () => {
  it.each([
    ['email', '  Ann.Example@Example.ORG ', 'ann.example@example.org'],
    ['email', 'ann@büro.example.com', 'ann@xn--bro-hoa.example.com'],
    ['email', 'ann+news@example.org', 'ann+news@example.org'],
    ['email', 'Jose\u0301@example.org', 'jos\u00e9@example.org'],
    ['phone', '07700 900123', '+447700900123'],
    ['phone', '+44 (0)20 7946 0999', '+442079460999'],
    ['phone', '0044 20 7946 0999', '+442079460999'],
    ['phone', '+1 613 555 0123', '+16135550123'],
    ['post', 'Ann Éxample | sw1a 1aa | 12-b', 'ANN EXAMPLE|SW1A1AA|12 B'],
    ['member', ' m-001 23 ', 'M-00123'],
    ['device', 'b2c3d4e5-0001', 'b2c3d4e5-0001'],
  ])('%s %s', (kind, value, expected) => expect(normaliseIdentifier(kind, value)).toBe(expected));

  it('reads a national number by its country', () => {
    expect(normaliseIdentifier('phone', '613 555 0123', { country: 'CA' })).toBe('+16135550123');
  });

  it('drops the plus tag only when told to', () => {
    expect(normaliseIdentifier('email', 'ann+news@example.org', { dropPlusTag: true })).toBe(
      'ann@example.org',
    );
  });

  it.each([
    ['email', 'secret-person'],
    ['email', 'a@b@'],
    ['email', 'two words@example.org'],
    ['email', 'ann@localhost'],
    ['phone', '12'],
    ['phone', 'call me'],
    ['post', 'Ann Example'],
    ['carrier pigeon', 'secret-person'],
  ])('refuses %s without repeating the value', (kind, value) => {
    const refused = () => normaliseIdentifier(kind, value);
    expect(refused).toThrow(HeedError);
    try {
      refused();
    } catch (error) {
      expect((error as HeedError).code).toBe('INVALID_IDENTIFIER');
      expect((error as HeedError).message).not.toContain('secret-person');
    }
  });

  it('is stable: what it made stays as it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const once = normaliseIdentifier('email', address);
        return normaliseIdentifier('email', once) === once;
      }),
    );
  });
});
