import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder } from '../check/check-folder.ts';
import { readFolder } from '../read-folder.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { publishPolicy } from './publish-policy.ts';
import { documentsOf, noticeLanguages } from './published-texts.ts';
import { dataOf } from './published-version.ts';
import { readVersions } from './read-versions.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heed-publish-'));
  for (const [name, text] of sampleFolder()) writeFileSync(join(folder, name), text);
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
function change(name: string, from: string | RegExp, to: string): void {
  const text = read(name);
  expect(text.replace(from, to), `${name} holds the text to change`).not.toBe(text);
  writeFileSync(join(folder, name), text.replace(from, to));
}
const publish = (options: { as?: string; dryRun?: boolean } = {}) =>
  publishPolicy(folder, { today: '2026-11-22', ...options });
const codes = () => checkFolder(readFolder(folder)).findings.map(({ code, file }) => `${code} ${file}`);

const PLAN = `changes:
  summary: Member data is kept a year longer.
  tell:
    - { who: Members, how: email, by: 2026-12-20 }
controller:`;

describe('publishing a policy', () => {
  it('keeps the first version, its sources and its texts, and says nothing changed before', () => {
    expect(publish()).toEqual({
      policy: 'club',
      version: '2026-11-22',
      replaces: null,
      diff: null,
      effect: { more: [], fewer: [], other: [] },
      plan: [],
      kept: join(folder, 'versions', '2026-11-22'),
    });
    const { versions, faults } = readVersions(folder);
    expect(faults).toEqual([]);
    expect(versions).toHaveLength(1);
    const [version] = versions;
    expect(version).toMatchObject({ policy: 'club', version: '2026-11-22', published_on: '2026-11-22' });
    expect([...version!.files].sort()).toEqual([...sampleFolder()].sort());
    expect(noticeLanguages(version!.texts)).toEqual(['en']);
    expect(documentsOf(version!.texts)).toEqual([]);
    expect(version!.texts.get('notice.en.md')).toContain('# Privacy notice of Example Club');
    expect(version!.texts.get('notice.en.md')).not.toContain('{{');
    expect(dataOf(version!)?.version).toBe('club@2026-11-22');
    expect(codes()).toEqual([]);
  });

  it('refuses to publish the same again, and takes no notice of comments', () => {
    publish();
    change('policy.yaml', 'id: club', '# Comments may change.\nid: club');
    expect(() => publish()).toThrow(expect.objectContaining({ code: 'VERSION_PUBLISHED' }));
    expect(codes()).toEqual([]);
  });

  it('refuses another content under a version that was published, even in one word', () => {
    publish();
    change('notice.en.md', 'What you read here', 'All you read here');
    expect(codes()).toEqual(['version-reused policy.yaml']);
    expect(() => publish()).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
  });

  it('refuses a version before the last', () => {
    publish();
    change('policy.yaml', "'2026-11-22'", "'2026-11-21'");
    expect(codes()).toEqual(['version-not-later policy.yaml']);
  });

  it('orders versions of one day by number', () => {
    publish();
    for (const version of ['2026-11-22.9', '2026-11-22.10']) {
      change('forms.yaml', /submit: .*/, `submit: Join ${version}`);
      publish({ as: version });
    }
    expect(readVersions(folder).versions.map(({ version }) => version)).toEqual([
      '2026-11-22',
      '2026-11-22.9',
      '2026-11-22.10',
    ]);
  });

  it('refuses a material change without a plan to tell people, and publishes it with one', () => {
    publish();
    change('retention.yaml', 'P24M', 'P36M');
    change('policy.yaml', "'2026-11-22'", "'2026-12-01'");
    expect(codes()).toEqual(['material-change-unplanned policy.yaml']);
    change('policy.yaml', 'controller:', PLAN);
    expect(codes()).toEqual([]);
    const { replaces, diff, plan } = publish();
    expect(replaces).toBe('2026-11-22');
    expect(diff?.changes).toMatchObject([
      { material: true, says: 'The retention of “Member data” changes from 24 months to 36 months.' },
    ]);
    expect(plan).toEqual([{ who: 'Members', how: 'email', by: '2026-12-20' }]);
  });

  it('says in the words of the rules who becomes contactable and who stops being so', () => {
    publish();
    change('policy.yaml', 'controller:', PLAN);
    change(
      'contact-rules.yaml',
      /rules:\n(.|\n)*?(?= {2}- id: box)/,
      'rules:\n  - { id: quiet, clauses: [CLB-02], says: Nobody is called., when: { channels: [live_call] }, require: { never: true } }\n',
    );
    // The check of the removed rule has no promise to show any more.
    change('clauses.yaml', 'direct-consent-only, ', '');
    change('notice.en.md', 'direct-consent-only,', '');
    expect(publish({ as: '2026-12-01', dryRun: true }).effect).toEqual({
      more: ['The contact rule “Marketing needs your own yes.” is removed: more people become contactable.'],
      fewer: ['A new contact rule: “Nobody is called.” Fewer people are contactable.'],
      other: [],
    });
  });

  it('writes the new version into policy.yaml, and puts it back when nothing is published', () => {
    publish();
    const before = read('policy.yaml');
    expect(() => publish({ as: '2026-11-01' })).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
    expect(read('policy.yaml')).toBe(before);
    change('forms.yaml', 'submit: Join', 'submit: Sign up');
    publish({ as: '2026-12-01', dryRun: true });
    expect(read('policy.yaml')).toBe(before);
    expect(existsSync(join(folder, 'versions', '2026-12-01'))).toBe(false);
    publish({ as: '2026-12-01' });
    expect(read('policy.yaml')).toBe(before.replace('2026-11-22', '2026-12-01'));
  });

  it('is not hindered by a draft that was left when the disk was full or the power went', () => {
    mkdirSync(join(folder, 'versions', '.2026-11-22.draft', 'source'), { recursive: true });
    expect(codes()).toEqual([]);
    publish();
    expect(readVersions(folder).versions).toHaveLength(1);
    expect(readdirSync(join(folder, 'versions'))).toEqual(['2026-11-22']);
  });

  it('notices when somebody changes or removes what was published', () => {
    publish();
    change('versions/2026-11-22/text/notice.en.md', 'what happens', 'what happened');
    rmSync(join(folder, 'versions/2026-11-22/source/staff.yaml'));
    expect(codes().sort()).toEqual([
      'version-altered versions/2026-11-22/source/staff.yaml',
      'version-altered versions/2026-11-22/text/notice.en.md',
    ]);
    rmSync(join(folder, 'versions/2026-11-22/version.json'));
    expect(codes()).toEqual(['version-altered versions/2026-11-22/version.json']);
  });
});
