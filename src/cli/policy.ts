import type { Command } from 'commander';
import { EXIT, policiesFolder, printJson, printTable } from './context.ts';

/** `heed policy …`: check, render, compare and list policy folders. `verify` is added by `policy-verify.ts`. */
export function registerPolicy(program: Command): Command {
  const policy = program.command('policy').description('check, render and compare policy folders');

  policy
    .command('check')
    .description('check structure, references, promises and law; exit code 1 with errors')
    .argument('[folder]', 'a policy folder, or a folder of them', 'policies')
    .option('--at <date>', 'judge safeguards as of this day (YYYY-MM-DD; default: today)')
    .option('--notes', 'print notes too')
    .option('--json', 'print the whole report as JSON')
    .action(checkPolicies);

  policy
    .command('render')
    .description('render the notice with its values filled in')
    .argument('<folder>', 'a policy folder')
    .option('--format <format>', 'html or md', 'html')
    .option('--lang <language>', 'language of the notice (default: the first one of the policy)')
    .option('--document <id>', 'render this document of requests.yaml instead of the notice')
    .option('--out <file>', 'write to this file instead of standard output')
    .action(renderPolicy);

  policy
    .command('diff')
    .description('say what changed between two versions of a folder, and whether it matters')
    .argument('<before>', 'a policy folder, POLICY@VERSION, or a commit and folder as REF:FOLDER')
    .argument('<after>', 'the same')
    .option('--json', 'print the changes as JSON')
    .action(diffPolicies);

  policy
    .command('translate')
    .description('write the texts of a folder that another language needs, with the translations there are')
    .argument('<folder>', 'a policy folder')
    .requiredOption('--lang <language>', 'the language, such as fr')
    .action(translatePolicy);

  policy
    .command('schema')
    .description('write the JSON Schemas that editors complete and check policy files by')
    .option('--out <folder>', 'where to write them', 'policies/schema')
    .action(writeSchemas);

  policy
    .command('checks')
    .description('list the checks that promises bind to')
    .option('--json', 'print them as JSON')
    .action(listChecks);

  policy
    .command('list')
    .description('list the policies that load')
    .argument('[folder]', 'a policy folder, or a folder of them (default: the packaged ones)')
    .option('--json', 'print them as JSON')
    .action(listPolicies);

  return policy;
}

async function checkPolicies(
  folder: string,
  options: { at?: string; notes?: boolean; json?: boolean },
): Promise<void> {
  const { checkFolder } = await import('../policy/check/check-folder.ts');
  const { policyFolders } = await import('../policy/policies.ts');
  const { readFolder } = await import('../policy/read-folder.ts');
  const { describeReport } = await import('../policy/check/describe-report.ts');
  const { HeedError } = await import('../errors.ts');
  const { existsSync } = await import('node:fs');
  if (!existsSync(folder)) throw new HeedError('NOT_FOUND', `There is no folder ${folder}.`);
  if (options.at !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.at)) {
    throw new HeedError('VALIDATION', `"${options.at}" is no day; write it as YYYY-MM-DD.`);
  }
  const folders = policyFolders(folder);
  const today = options.at ?? new Date().toISOString().slice(0, 10);
  const reports = (folders.length > 0 ? folders : [folder]).map((path) =>
    checkFolder(readFolder(path), today),
  );
  if (options.json) printJson(reports);
  else for (const report of reports) process.stdout.write(describeReport(report, options.notes));
  if (reports.some(({ ok }) => !ok)) process.exitCode = EXIT.denied;
}

async function renderPolicy(
  folder: string,
  options: { format: string; lang?: string; document?: string; out?: string },
): Promise<void> {
  const { HeedError } = await import('../errors.ts');
  const { toLoadedPolicy } = await import('../policy/policies.ts');
  const { readFolder } = await import('../policy/read-folder.ts');
  const { noticePage, renderDocument, renderNotice } = await import('../policy/render/render-notice.ts');
  if (options.format !== 'html' && options.format !== 'md') {
    throw new HeedError('VALIDATION', `There is no format "${options.format}"; use html or md.`);
  }
  const policy = toLoadedPolicy(readFolder(folder));
  const notice = options.document
    ? renderDocument(policy, options.document, options.lang)
    : renderNotice(policy, options.lang);
  const text = options.format === 'md' ? notice.markdown : noticePage(notice);
  if (options.out) (await import('node:fs')).writeFileSync(options.out, text);
  else process.stdout.write(text);
}

async function translatePolicy(folder: string, { lang }: { lang: string }): Promise<void> {
  const { HeedError } = await import('../errors.ts');
  const { readFolder } = await import('../policy/read-folder.ts');
  const { updateTexts } = await import('../policy/translate/update-texts.ts');
  const { writeFileSync } = await import('node:fs');
  const { join } = await import('node:path');
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(lang))
    throw new HeedError('VALIDATION', `"${lang}" is no language; write it as fr or pt-BR.`);
  const { yaml, missing, stale, dropped } = updateTexts(readFolder(folder), lang);
  const file = join(folder, `texts.${lang}.yaml`);
  writeFileSync(file, yaml);
  process.stdout.write(
    `${file}: ${missing.length} to translate, ${stale.length} to look at again, ${dropped.length} dropped\n`,
  );
}

async function diffPolicies(before: string, after: string, options: { json?: boolean }): Promise<void> {
  const { diffPolicy } = await import('../policy/diff/diff-policy.ts');
  const { describeChanges } = await import('../policy/diff/describe-changes.ts');
  const { readVersion } = await import('../policy/diff/read-version.ts');
  const root = policiesFolder();
  const changes = diffPolicy(readVersion(before, { root }), readVersion(after, { root }));
  if (options.json) printJson(changes);
  else process.stdout.write(describeChanges(changes));
}

async function writeSchemas(options: { out: string }): Promise<void> {
  const { writeJsonSchemas } = await import('../policy/json-schemas.ts');
  for (const file of writeJsonSchemas(options.out)) process.stdout.write(`${file}\n`);
}

async function listChecks(options: { json?: boolean }): Promise<void> {
  const { CHECKS } = await import('../policy/checks.ts');
  const checks = [...CHECKS.values()];
  if (options.json)
    return printJson(checks.map(({ id, title, how, area, state }) => ({ id, title, how, area, state })));
  printTable([
    ['check', 'state', 'area', 'what it shows'],
    ...checks.map(({ id, state, area, title }) => [id, state, area, title]),
  ]);
}

async function listPolicies(folder: string | undefined, options: { json?: boolean }): Promise<void> {
  const { loadPolicies } = await import('../policy/policies.ts');
  const policies = loadPolicies(policiesFolder(folder)).list();
  const rows = policies.map(({ id, aliases, version, hash, data }) => ({
    id,
    aliases,
    version,
    hash,
    controller: data.policy.controller.name,
  }));
  if (options.json) return printJson(rows);
  printTable([
    ['policy', 'also', 'version', 'controller', 'content'],
    ...rows.map((row) => [
      row.id,
      row.aliases.join(', '),
      row.version,
      row.controller,
      row.hash.slice(0, 12),
    ]),
  ]);
}
