import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { HeedError } from '../errors.ts';
import { type LedgerMark, ledgerMark, withLedgerFrozen } from '../facts/ledger.ts';
import type { Heed } from '../heed.ts';
import { sha256Of } from './plan.ts';
import type { Run } from './run.ts';
import { canonicalJson, signSummary } from './sign-summary.ts';
import { loadSigningKey } from './signing-key.ts';
import type { ResultFile, Summary } from './summary.ts';
import { takeOutStopped } from './take-out-stopped.ts';
import { HEED_VERSION } from './version.ts';
import { RESULT_FILES, SUMMARY_FILE, workName } from './work-folder.ts';

type Files = Record<string, ResultFile>;

/**
 * Ends a run whose every row is decided: takes out the people who were stopped meanwhile and publishes the files.
 * The last look at the ledger and the renames happen while nobody can write to it, so that a stop which was
 * acknowledged before the files appear is in them. Most of the work is done before, so that the hold stays short; if
 * the index key is rotated in between, the rows have to be hashed anew, and it begins again.
 */
export async function finishRun(
  heed: Heed,
  run: Run,
  onMoment?: (moment: 'checked') => Promise<void>,
): Promise<Summary> {
  await refuseChangedList(run);
  const key = loadSigningKey(heed.folder);
  for (;;) {
    const before = await ledgerMark(heed);
    await takeOutStopped(heed, run, run.mark, before, false);
    let files = await hashFiles(run);
    await onMoment?.('checked');
    const summary = await withLedgerFrozen(heed, async (frozen, end) => {
      const moved = await takeOutStopped(frozen, run, before, end, true);
      if (moved === null) return null;
      if (moved > 0) files = await hashFiles(run);
      run.close();
      return publish(run, signSummary(describe(run, files, end), key));
    });
    if (summary) return summary;
  }
}

async function refuseChangedList({ plan }: Run): Promise<void> {
  const { size, mtimeMs } = await stat(plan.path);
  if (size !== plan.listBytes || mtimeMs !== plan.listStamp)
    throw new HeedError('CONFLICT', 'The list was changed while it was being read. Screen it again.');
}

async function hashFiles(run: Run): Promise<Files> {
  run.sync();
  const { allowed, refused, rejected } = run.tally;
  const rows = { 'allowed.csv': allowed, 'refused.csv': refused, 'rejected.csv': rejected };
  const files: Files = {};
  for (const name of RESULT_FILES) {
    const { path, size } = run.file(name);
    files[name] = { sha256: await sha256Of(path), bytes: size, rows: rows[name] };
  }
  return files;
}

function describe(run: Run, files: Files, end: LedgerMark): Omit<Summary, 'signature'> {
  const { plan, tally, mark } = run;
  return {
    format: 'heed-screening/1',
    heed_version: HEED_VERSION,
    list: {
      sha256: plan.listSha256,
      bytes: plan.listBytes,
      encoding: plan.list.format.encoding,
      delimiter: plan.list.format.delimiter,
    },
    controller: plan.policy.controller.id,
    policy: { id: plan.policy.contact.id, version: plan.policy.contact.version, hash: plan.policy.hash },
    packs: plan.packs,
    registers: plan.registerFiles,
    question: plan.question,
    at: new Date(run.at).toISOString(),
    as_known_at: mark.at,
    stops_until: end.at,
    started_at: run.startedAt,
    finished_at: end.at,
    counts: {
      rows: tally.rows,
      allowed: tally.allowed,
      refused: tally.refused,
      rejected: tally.rejected,
      stopped_during_run: tally.stopped,
    },
    reasons: run.reasons,
    examples: run.examples,
    files,
  };
}

/** Puts the files in their place by renaming, the summary last: where it stands, the results are whole. */
function publish({ folder, generation, durable }: Run, summary: Summary): Summary {
  const draft = folder.file('summary.next');
  writeFileSync(draft, `${canonicalJson(summary)}\n`, { mode: 0o600, flush: durable });
  folder.startPublishing();
  rmSync(folder.final(SUMMARY_FILE), { force: true });
  for (const name of RESULT_FILES) renameSync(folder.file(workName(name, generation)), folder.final(name));
  renameSync(draft, folder.final(SUMMARY_FILE));
  return summary;
}
