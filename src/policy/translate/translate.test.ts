import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { declaredSet } from '../../cookies/declared.ts';
import { formOf } from '../../forms/definition.ts';
import { packageRoot } from '../../paths.ts';
import { loadPolicies } from '../policies.ts';
import { readFiles } from '../read-folder.ts';
import { textsFile } from '../schema/texts.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { languagesOf, originalData, policyIn } from './policy-in.ts';
import { publicTexts } from './public-texts.ts';
import { updateTexts } from './update-texts.ts';

const policies = loadPolicies(join(packageRoot, 'policies'));

describe.each(['cmp', 'institute'])('%s in another language', (id) => {
  const policy = policies.get(id);
  const french = policyIn(policy, 'fr');

  it('has other texts, and the same of everything that decides', () => {
    expect(french.data.policy.name).not.toBe(policy.data.policy.name);
    expect(french).toMatchObject({ language: 'fr', version: policy.version, hash: policy.hash });
    expect(french.contact).toBe(policy.contact);
    expect(withoutTexts(french.data)).toEqual(withoutTexts(policy.data));
    expect(declaredSet(french)).toEqual(declaredSet(policy));
  });

  it('goes back to its own language, and stays there for one that it does not have', () => {
    expect(policyIn(french, 'en').data).toBe(policy.data);
    expect(originalData(french.data)).toBe(policy.data);
    expect(policyIn({ ...policy, translations: {} }, 'fr').data).toBe(policy.data);
    expect(languagesOf(french)).toEqual(['en', 'fr']);
  });

  it('keeps answers of a list alike, whatever they are called', () => {
    const heed = { policies };
    for (const { id: form } of policy.data.forms.forms) {
      const values = (language: 'en' | 'fr') =>
        formOf(heed, id, form, language).fields.map(({ options }) => options.map(({ value }) => value));
      expect(values('fr')).toEqual(values('en'));
    }
  });
});

/** The data with every text that the public reads taken out. */
function withoutTexts<D extends Parameters<typeof publicTexts>[0]>(data: D): D {
  const bare = structuredClone(data);
  for (const { file, path } of publicTexts(data).values()) {
    const parent = path.slice(0, -1).reduce<unknown>((value, step) => (value as never)[step], bare[file]);
    delete (parent as Record<string | number, unknown>)[path.at(-1)!];
  }
  return bare;
}

describe('writing the texts of a language anew', () => {
  const write = (files: Map<string, string>) => {
    const updated = updateTexts(readFiles('sample', files), 'fr');
    return { ...updated, file: textsFile.parse(parse(updated.yaml)) };
  };

  it('adds what is missing, keeps what is there, and drops what is gone', () => {
    const files = sampleFolder();
    const first = write(files);
    expect(first.missing).toContain('policy.name');
    const known = { 'policy.name': { from: 'Example Club privacy notice', text: 'Avis' } };
    const gone = { 'policy.nickname': { from: 'a', text: 'b' } };
    const texts = JSON.stringify({ notice: first.file.notice, texts: { ...known, ...gone } });
    const second = write(files.set('texts.fr.yaml', texts));
    expect(second.file.texts['policy.name']).toEqual(known['policy.name']);
    expect(second.missing).toEqual(first.missing.filter((key) => key !== 'policy.name'));
    expect(second.dropped).toEqual(['policy.nickname']);
    expect(second.stale).toEqual([]);
  });

  it('leaves a translation whose original changed for somebody to look at', () => {
    const files = sampleFolder();
    const texts = { 'policy.name': { from: 'What it was called', text: 'Avis' } };
    files.set('texts.fr.yaml', JSON.stringify({ notice: '0'.repeat(16), texts }));
    const { stale, file } = write(files);
    expect(stale).toEqual(['policy.name']);
    expect(file.texts['policy.name']).toEqual(texts['policy.name']);
    expect(file.notice).toBe('0'.repeat(16));
  });
});
