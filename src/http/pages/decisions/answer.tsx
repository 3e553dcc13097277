import { OBLIGATIONS, type Obligation } from '../../../decision/obligations.ts';
import { reasonSentence, reasonTitle } from '../../../decision/reasons.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { Verdict } from '../../../ui/verdict/verdict.tsx';
import { instantWords } from '../shared/instants.ts';
import { CHANNEL_VERBS, channelName, lawWords, purposeName } from '../shared/words.ts';
import { clauseTexts } from './clause-text.ts';
import type { Explained } from './explain.ts';
import { FactCard } from './fact-card.tsx';
import { stepWords } from './steps.ts';

/** An answer with everything behind it: reason, law, promise, evidence, obligations, rules, JSON. */
export function Answer(answer: Explained) {
  const { decision, policy, facts } = answer;
  return (
    <div class="heed-sided">
      <div>
        <VerdictOf {...answer} />
        <Changes {...answer} />
        <Obligations codes={decision.obligations} />
        <Clauses {...answer} />
        <h2>What it stands on</h2>
        {facts.map((fact) => (
          <FactCard fact={fact} />
        ))}
        <Elsewhere {...answer} />
        <Considered {...answer} />
        <Details summary="The answer as JSON">
          <section class="heed-scroll" tabindex={0} aria-label="The answer as JSON">
            <pre class="heed-json">
              <code>{JSON.stringify(decision, null, 2)}</code>
            </pre>
          </section>
        </Details>
        <div class="heed-actions">
          <Button href="/contact">Ask another</Button>
          {answer.subject ? (
            <a href={`/subjects/${answer.subject}?policy=${policy.id}`}>
              See this person’s permissions and history
            </a>
          ) : null}
        </div>
      </div>
      <aside aria-labelledby="about">
        <h2 id="about">About this answer</h2>
        <About {...answer} />
      </aside>
    </div>
  );
}

function VerdictOf({ decision, channel, purpose, message, policy }: Explained) {
  const verb = CHANNEL_VERBS[channel] ?? 'contact';
  const answer = decision.decision === 'allow' ? `Yes, you may ${verb} them` : `No, do not ${verb} them`;
  const topic = policy.data.purposes.topics.find(({ id }) => id === message.topic)?.title ?? message.topic;
  return (
    <Verdict effect={decision.decision} answer={answer}>
      <p class="heed-lead">
        <strong>{reasonTitle(decision.reason)}.</strong> {reasonSentence(decision.reason)}
      </p>
      <p>
        {purposeName(purpose)}
        {topic ? ` about ${topic}` : ''} by {policy.data.policy.controller.name}, {instantWords(decision.at)}{' '}
        (UK time)
        {decision.as_known_at && Date.parse(decision.as_known_at) < Date.parse(decision.at) - 60_000
          ? `, as known on ${instantWords(decision.as_known_at)}`
          : ''}
        .
      </p>
    </Verdict>
  );
}

function Changes({ decision }: Explained) {
  return (
    <p>
      {decision.changes_at ? (
        <>
          This answer changes on <strong>{instantWords(decision.changes_at)}</strong> (UK time) if nothing new
          happens until then.
        </>
      ) : (
        'This answer stands until something new is recorded.'
      )}
    </p>
  );
}

function Obligations({ codes }: { codes: readonly string[] }) {
  if (codes.length === 0) return null;
  return (
    <section aria-labelledby="obligations">
      <h2 id="obligations">What you must do when you do</h2>
      <ul class="heed-checklist">
        {codes.map((code) => (
          <li>{OBLIGATIONS[code as Obligation] ?? code}</li>
        ))}
      </ul>
    </section>
  );
}

function Clauses({ decision, policy }: Explained) {
  const clauses = clauseTexts(policy, decision.clause_ids);
  if (clauses.length === 0) return null;
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">What you promised</h2>
      {clauses.map(({ id, title, text }) => (
        <blockquote class="heed-quote">
          <p>{text ?? title}</p>
          <p class="heed-small">
            <a href={`/${policy.id}/notice#${id}`}>{id} in the notice</a>
          </p>
        </blockquote>
      ))}
    </section>
  );
}

/** Facts that are not of the ledger: register files and suppressions, or nothing at all. */
function Elsewhere({ decision, facts, subject }: Explained) {
  const shown = new Set(facts.map(({ id }) => id));
  const others = [decision.basis?.fact_id, ...decision.blocked_by].filter(
    (id): id is string => Boolean(id) && !shown.has(id!),
  );
  if (others.length === 0 && facts.length > 0) return null;
  if (others.length === 0)
    return (
      <p>
        {subject
          ? 'No single fact: it follows from what is on record, and from what is not.'
          : 'Nobody is known by that address or number; it follows from the rules alone.'}
      </p>
    );
  return (
    <ul class="govuk-list govuk-list--bullet">
      {others.map((id) => (
        <li>
          {id.startsWith('sup_') ? 'A suppression that is kept as a keyed hash' : 'A register or inline fact'}
          : <code>{id}</code>
        </li>
      ))}
    </ul>
  );
}

function Considered({ decision, policy }: Explained) {
  const steps = decision.considered.map((rule) => stepWords(policy, rule));
  return (
    <Details summary={`The ${steps.length} rules that were considered, in order`}>
      <ol class="heed-steps">
        {steps.map(({ what, result, law, rule }) => (
          <li>
            <span>
              {what} <span class="heed-small heed-muted">{law.length > 0 ? law.join(', ') : rule}</span>
            </span>
            <strong>{result}</strong>
          </li>
        ))}
      </ol>
    </Details>
  );
}

function About({ decision, decisionId, channel, purpose, policy, identical }: Explained) {
  const law = lawWords(decision.law, decision.clause_ids);
  const rows = [
    { key: 'Reason code', value: <code>{decision.reason}</code> },
    {
      key: 'Law',
      value: law.length > 0 ? law.map((citation) => <div>{citation}</div>) : 'None beyond the promise',
    },
    { key: 'Channel', value: channelName(channel) },
    { key: 'Purpose', value: purposeName(purpose) },
    { key: 'Policy', value: <a href={`/${policy.id}/notice`}>{policy.data.policy.name}</a> },
    { key: 'Versions', value: decision.rulepack_versions.map((version) => <div>{version}</div>) },
    ...(decision.as_known_at
      ? [{ key: 'Known until', value: `${instantWords(decision.as_known_at)} (UK time)` }]
      : []),
    ...(decisionId
      ? [{ key: 'Decision', value: <code>{decisionId}</code> }]
      : [{ key: 'Decision', value: 'A replay; it was not kept.' }]),
    ...(identical === undefined
      ? []
      : [
          {
            key: 'Decided again',
            value: identical ? 'The same, byte for byte' : 'Not the same: tell the operator',
          },
        ]),
  ];
  return <SummaryList classes="heed-stacked" rows={rows} />;
}
