import { reasonSentence, reasonTitle } from '../../../decision/reasons.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { longDate } from '../../../policy/render/words.ts';
import type { Summary } from '../../../screening/summary.ts';
import { BarChart } from '../../../ui/bar-chart/bar-chart.tsx';
import { Breadcrumbs } from '../../../ui/breadcrumbs/breadcrumbs.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { Icon } from '../../../ui/icon/icon.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { Stats } from '../../../ui/stat/stat.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
import type { HttpContext } from '../../env.ts';
import { instantWords } from '../shared/instants.ts';
import { FormToken } from '../shared/page.tsx';
import { channelName, purposeName } from '../shared/words.ts';

const number = new Intl.NumberFormat('en-GB');

/** What may be done to the people of a list, as the past participle that a headline needs. */
const DONE: Readonly<Record<string, string>> = {
  email: 'emailed',
  sms: 'texted',
  social_dm: 'messaged',
  live_call: 'called',
  automated_call: 'called automatically',
  fax: 'faxed',
  post: 'written to',
};

export interface ResultProps {
  readonly id: string;
  readonly policy: LoadedPolicy | undefined;
  readonly summary: Summary;
  /** RFC 3339: until when the files are kept; null once they are removed. */
  readonly filesUntil: string | null;
  readonly c: HttpContext;
}

/** `3,912 may be called, 288 may not`, with the reasons as a table and a picture, examples, downloads and the proof. */
export function Result({ c, id, policy, summary, filesUntil }: ResultProps) {
  const { counts, question } = summary;
  const done = DONE[question.channel] ?? 'contacted';
  return (
    <>
      <Breadcrumbs
        items={[
          { text: 'Start', href: '/' },
          { text: 'Check a list', href: '/screenings' },
          { text: 'Result' },
        ]}
      />
      <h1>
        {number.format(counts.allowed)} may be {done}, {number.format(counts.refused)} may not
      </h1>
      <p class="heed-lead">
        {purposeName(question.purpose)} by {channelName(question.channel).toLowerCase()}
        {policy ? ` under the promises of ${policy.data.policy.controller.name}` : ''},{' '}
        {instantWords(summary.at)} (UK time).
      </p>
      <Stats
        items={[
          { value: number.format(counts.allowed), label: `may be ${done}`, tone: 'yes' },
          { value: number.format(counts.refused), label: 'may not', tone: 'no' },
          { value: number.format(counts.rejected), label: 'rows could not be read', tone: 'wait' },
          ...(counts.stopped_during_run > 0
            ? [
                {
                  value: number.format(counts.stopped_during_run),
                  label: 'said stop while this ran',
                  tone: 'no' as const,
                },
              ]
            : []),
        ]}
      />
      <Downloads c={c} id={id} summary={summary} filesUntil={filesUntil} />
      <Reasons id={id} summary={summary} files={filesUntil !== null} />
      <Proof summary={summary} />
    </>
  );
}

function Downloads({ c, id, summary, filesUntil }: Omit<ResultProps, 'policy'>) {
  const file = (name: string) => `/screenings/${id}/files/${name}`;
  if (!filesUntil)
    return (
      <InsetText>
        <p>
          The files are removed, because they are copies of personal data. The figures stay. Check the list
          again to download it.
        </p>
      </InsetText>
    );
  return (
    <>
      <div class="heed-actions">
        <Button href={file('allowed.csv')}>Download who may be contacted</Button>
        <a href={file('refused.csv')}>Who may not, with reasons</a>
        {summary.counts.rejected > 0 ? <a href={file('rejected.csv')}>Rows that could not be read</a> : null}
        <a href={file('summary.json')}>Signed summary</a>
      </div>
      <form class="heed-after" method="post" action={`/screenings/${id}/cancel`}>
        <FormToken c={c} />
        <p class="heed-small heed-muted">
          The files go on {instantWords(filesUntil)} (UK time).{' '}
          <button class="heed-link-button" type="submit">
            Remove them now
          </button>
        </p>
      </form>
    </>
  );
}

/** Refusals first, the most frequent first. */
function ranked(summary: Summary): [code: string, count: number][] {
  const rank = (code: string) => (code.startsWith('D_') ? 0 : 1);
  return Object.entries(summary.reasons).sort(
    ([a, m], [b, n]) => rank(a) - rank(b) || n - m || (a < b ? -1 : 1),
  );
}

function Reasons({ id, summary, files }: { id: string; summary: Summary; files: boolean }) {
  const reasons = ranked(summary);
  if (reasons.length === 0) return <p class="heed-section">The list has no rows that could be read.</p>;
  return (
    <div class="heed-section">
      <h2 id="reasons">Why</h2>
      <div class="heed-columns">
        <figure class="heed-figure">
          <BarChart
            id="chart"
            title="Rows by reason"
            bars={reasons.map(([code, value]) => ({
              label: reasonTitle(code),
              value,
              tone: code.startsWith('A_') ? 'allow' : 'deny',
            }))}
          />
          <figcaption>
            Rows by reason: ✓ may, ✕ may not be contacted. The table gives the same figures.
          </figcaption>
        </figure>
        <Scroll labelledBy="reasons">
          <Table
            firstCellIsHeader
            head={[{ content: 'Reason' }, { content: 'Answer' }, { content: 'Rows', format: 'numeric' }]}
            rows={reasons.map(([code, count]) => [
              {
                content: (
                  <>
                    {reasonTitle(code)}
                    <div class="heed-small heed-muted heed-light">{reasonSentence(code)}</div>
                    {files ? (
                      <div class="heed-small heed-light">
                        <a href={`/screenings/${id}/reasons/${code}`}>
                          See examples<span class="govuk-visually-hidden"> of {reasonTitle(code)}</span>
                        </a>
                      </div>
                    ) : null}
                  </>
                ),
              },
              { content: <MayOrNot code={code} /> },
              { content: number.format(count), format: 'numeric' as const },
            ])}
          />
        </Scroll>
      </div>
    </div>
  );
}

function MayOrNot({ code }: { code: string }) {
  return code.startsWith('A_') ? (
    <span class="heed-yes">
      <Icon name="yes" />
      May
    </span>
  ) : (
    <span class="heed-no">
      <Icon name="no" />
      May not
    </span>
  );
}

/** What the signed summary vouches for. */
function Proof({ summary }: { summary: Summary }) {
  const { list, policy, registers, signature } = summary;
  return (
    <div class="heed-section">
      <h2>What this rests on</h2>
      <SummaryList
        rows={[
          { key: 'List', value: <code>sha256 {list.sha256}</code> },
          { key: 'Policy', value: <code>{policy.version}</code> },
          { key: 'Law', value: summary.packs.join(', ') },
          {
            key: 'Registers',
            value:
              registers.length > 0
                ? registers.map(({ register, file_date, numbers }) => (
                    <div>
                      {register.toUpperCase()}, file of {longDate(file_date)}, {number.format(numbers)}{' '}
                      numbers
                    </div>
                  ))
                : 'None loaded',
          },
          { key: 'Known until', value: `${instantWords(summary.as_known_at)} (UK time)` },
          { key: 'Stops until', value: `${instantWords(summary.stops_until)} (UK time)` },
          {
            key: 'Signature',
            value: (
              <>
                {signature.algorithm}, key <code>{signature.public_key}</code>
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
