import type { Command } from 'commander';
import { EXIT, printJson, printTable, type StoreOptions, storeOptions, withHeed } from './context.ts';

interface DecisionOptions extends StoreOptions {
  readonly evidence?: boolean;
  readonly json?: boolean;
}

/** `heed decision explain | replay`: answers that were given and kept. */
export function registerDecision(program: Command): void {
  const decision = program.command('decision').description('decisions that were recorded');
  storeOptions(decision.command('explain').description('why it was answered so'))
    .argument('<id>', 'dec_…')
    .option('--evidence', 'open the sealed evidence of the facts that it names')
    .option('--json', 'print JSON')
    .action(explain);
  storeOptions(
    decision
      .command('replay')
      .description('decide again from what was known then, and compare byte for byte'),
  )
    .argument('<id>', 'dec_…')
    .option('--json', 'print JSON')
    .action(replay);
}

async function explain(id: string, options: DecisionOptions): Promise<void> {
  const { explainDecision } = await import('../contacts/explain-decision.ts');
  const why = await withHeed(options, (heed) =>
    explainDecision(heed, { decision: id, evidence: options.evidence }),
  );
  if (options.json) return printJson(why);
  const { decision } = why;
  printTable([
    ['answer', `${decision.decision} (${decision.reason})`],
    ['why', why.sentence],
    ['asked', `${why.purpose} by ${why.channel} at ${decision.at}`],
    ['known at', why.known_at],
    ['law', decision.law.join('; ')],
    ...(decision.clause_ids.length > 0 ? [['clauses', decision.clause_ids.join(', ')]] : []),
    ...(decision.obligations.length > 0 ? [['obligations', decision.obligations.join(', ')]] : []),
    ['until', decision.changes_at ?? 'a new fact'],
    ['versions', decision.rulepack_versions.join(', ')],
    ['replay', why.identical ? 'identical' : 'differs'],
    ...why.facts.map((fact) => [
      fact.type,
      [fact.id, fact.at, JSON.stringify(fact.clear), fact.evidence && JSON.stringify(fact.evidence)]
        .filter(Boolean)
        .join(' '),
    ]),
  ]);
}

async function replay(id: string, options: DecisionOptions): Promise<void> {
  const { replayDecision } = await import('../contacts/replay-decision.ts');
  const replayed = await withHeed(options, (heed) => replayDecision(heed, { decision: id }));
  if (options.json) printJson(replayed);
  else {
    const { decision, reason } = replayed.replayed;
    const verdict = replayed.identical
      ? 'identical, byte for byte'
      : `differs from ${replayed.decision.reason}`;
    process.stdout.write(`${decision} (${reason}) as known at ${replayed.known_at}: ${verdict}\n`);
  }
  process.exitCode = replayed.identical ? EXIT.ok : EXIT.denied;
}
