import { describe, expect, it } from 'vitest';
import { loadVault, newKeyText, parseKeyRing } from './load-keys.ts';
import { Vault } from './vault.ts';

const ring = () => parseKeyRing(newKeyText(), 'test');

describe('vault', () => {
  const vault = new Vault(ring(), ring());
  const { key, stored } = vault.newSubjectKey('subject-1');

  it('opens what it sealed, in the same place only', () => {
    const sealed = vault.seal(key, 'sub_1', 'fact_1', 'shown wording');
    expect(vault.open(key, 'sub_1', 'fact_1', sealed)).toBe('shown wording');
    expect(() => vault.open(key, 'sub_1', 'fact_2', sealed)).toThrow();
    expect(() => vault.open(key, 'sub_2', 'fact_1', sealed)).toThrow();
    sealed[20]! ^= 1;
    expect(() => vault.open(key, 'sub_1', 'fact_1', sealed)).toThrow();
  });

  it('wraps a key for one subject under one master key', () => {
    expect(vault.openSubjectKey('subject-1', stored)).toEqual(key);
    expect(() => vault.openSubjectKey('subject-2', stored)).toThrow();
    expect(() => new Vault(ring(), ring()).openSubjectKey('subject-1', stored)).toThrow();
  });

  it('never seals the same twice alike', () => {
    expect(vault.seal(key, 'sub_1', 'fact_1', 'x')).not.toEqual(vault.seal(key, 'sub_1', 'fact_1', 'x'));
  });

  it('reads old keys and uses the newest', () => {
    const [one, two] = [newKeyText(), newKeyText()];
    const before = new Vault(parseKeyRing(one, 'test'), parseKeyRing(one, 'test'));
    const after = new Vault(
      parseKeyRing(`1:${one}\n2:${two}\n`, 'test'),
      parseKeyRing(`# two\n2:${two}\n1:${one}`, 'test'),
    );
    const old = before.newSubjectKey('s');
    expect(after.openSubjectKey('s', old.stored)).toEqual(old.key);
    expect(after.newSubjectKey('s').stored.master_version).toBe(2);
    const hashes = after.hashes('cmp', 'email', 'a@example.org');
    expect(hashes).toHaveLength(2);
    expect(hashes[0]).toEqual(after.hash('cmp', 'email', 'a@example.org'));
    expect(hashes[1]).toEqual(before.hash('cmp', 'email', 'a@example.org'));
  });

  it.each([
    '',
    'short',
    'x:abc',
    `1:${'a'.repeat(20)}`,
  ])('refuses %s as a key without repeating it', (text) => {
    expect(() => parseKeyRing(text, 'HEED_MASTER_KEY')).toThrow(/HEED_MASTER_KEY.*heed key new/);
  });

  it('reads keys from the environment', () => {
    const env = { HEED_MASTER_KEY: newKeyText(), HEED_INDEX_KEY: Buffer.alloc(32, 7).toString('hex') };
    const first = loadVault('production', undefined, env)
      .hash('cmp', 'email', 'a@example.org')
      .toString('hex');
    // HMAC-SHA-256 under 32 bytes of 7 over "heed/identifier", "cmp", "email" and the address, zero bytes between.
    expect(first).toBe('b326663a66331732b32b5a2b7da58d62ebf7b2e3e3850e7d8790475636014cd3');
  });
});
