import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../paths.ts';
import { FIELDS } from '../../texts/fr/changes-vocabulary.ts';
import { toLoadedPolicy } from '../policies.ts';
import { readFiles, readFolder } from '../read-folder.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { diffPolicy } from './diff-policy.ts';

type Edit = readonly [file: string, from: string, to: string];
type Version = Parameters<typeof diffPolicy>[0];

function version(...edits: Edit[]) {
  const files = sampleFolder();
  for (const [file, from, to] of edits) {
    expect(files.get(file), `${file} holds the text to change`).toContain(from);
    files.set(file, files.get(file)!.replace(from, to));
  }
  return toLoadedPolicy(readFiles('sample', files));
}

describe('comparing two versions of a policy in French', () => {
  it.each<[Edit, group: string, says: string]>([
    [
      ['retention.yaml', 'P24M', 'P36M'],
      'Durées de conservation',
      '« Member data », durée de conservation : auparavant 24 mois, désormais 36 mois.',
    ],
    [
      ['recipients.yaml', '[GB, US]', '[GB, US, SG]'],
      'Destinataires',
      'Le destinataire « Email delivery » travaille désormais aussi dans ces pays : Singapour.',
    ],
    [
      ['purposes.yaml', 'basis: consent', 'basis: legitimate_interests'],
      'Finalités',
      'La finalité « Sending you news », base légale : auparavant consentement, désormais intérêts légitimes.',
    ],
    [
      ['cookies.yaml', 'uk_exceptions: false', 'uk_exceptions: true'],
      'Cookies et traceurs',
      'Au Royaume-Uni, les statistiques et les préférences n’attendent plus un oui.',
    ],
  ])('says it in French, with the same verdict: %s', (edit, group, says) => {
    const [before, after] = [version(), version(edit)];
    const [english] = diffPolicy(before, after).changes;
    const [french, ...others] = diffPolicy(before, after, 'fr').changes;
    expect(others).toEqual([]);
    const spaced = french!.says.replaceAll('\u00a0', ' ');
    expect([french!.group, spaced]).toEqual([group, says]);
    expect(french!.material).toBe(english!.material);
    expect(french!.why).not.toBe(english!.why);
  });

  it('calls entries as French readers know them, also in a version that they could not read', () => {
    const french = (policy: Version): Version => ({
      ...policy,
      translations: {
        fr: {
          notice: '0123456789abcdef',
          texts: {
            'retention.rules.members.title': { from: 'Member data', text: 'Données des membres' },
          },
        },
      },
    });
    const longer = version(['retention.yaml', 'P24M', 'P36M']);
    const says = (before: Version, after: Version) => diffPolicy(before, after, 'fr').changes[0]!.says;
    const said = /^«\u00a0Données des membres\u00a0», durée de conservation/;
    expect(says(version(), french(longer))).toMatch(said);
    expect(says(french(version()), longer)).toMatch(said);
    const renamed = version(['retention.yaml', 'title: Member data', 'title: Data of members']);
    expect(says(renamed, french(version()))).toContain(
      'titre\u00a0: auparavant «\u00a0Data of members\u00a0», désormais «\u00a0Données des membres\u00a0».',
    );
  });

  it('has French for every field that can change', () => {
    const fields = new Set<string>();
    const walk = (value: unknown, path: string[]): void => {
      if (value === null || typeof value !== 'object') return;
      for (const [key, item] of Object.entries(value)) {
        if (!Array.isArray(value) && path.length > 1 && /^[a-z][a-z0-9_]*$/.test(key)) fields.add(key);
        walk(item, [...path, key]);
      }
    };
    walk(version().data, []);
    for (const id of ['cmp', 'institute']) walk(readFolder(join(packageRoot, 'policies', id)).data, []);
    expect(fields.size).toBeGreaterThan(100);
    expect([...fields].filter((field) => !Object.hasOwn(FIELDS, field)).sort()).toEqual([]);
  });
});
