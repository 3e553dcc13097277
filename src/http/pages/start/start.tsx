import { Hono } from 'hono';
import { formatDay } from '../../../decision/calendar.ts';
import { countReviews } from '../../../forms/read-submission.ts';
import type { Heed } from '../../../heed.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { longDate } from '../../../policy/render/words.ts';
import { REGISTER_NAMES, type RegisterStatus } from '../../../registers/registers.ts';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { mayUse } from '../../auth/caller.ts';
import type { HttpEnv } from '../../env.ts';
import { sendPage } from '../shared/page.tsx';
import { countPromises } from './promise-counts.ts';

/** A register file may be used for 27 days after its date (PECR reg 21(3): listed for less than 28 days). */
const USABLE_DAYS = 27;
const number = new Intl.NumberFormat('en-GB');

/** `/`: what Heed is, what can be done here, and how the policies and registers stand. */
export function startPage(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/', async (c) => {
    const waiting = mayUse(c.get('caller'), 'subjects:read')
      ? await countReviews(heed)
      : new Map<string, number>();
    const texts = [...waiting.values()].reduce((sum, count) => sum + count, 0);
    return sendPage(
      c,
      heed,
      { title: 'Start' },
      <>
        <Hero />
        <Tasks demo={heed.mode === 'demo'} texts={texts} />
        <h2>Whose promises</h2>
        <div class="heed-columns">
          {heed.policies.list().map((policy) => (
            <Organisation policy={policy} />
          ))}
        </div>
        <Registers status={heed.registers.status()} today={Math.floor(Date.now() / 86_400_000)} />
      </>,
    );
  });
  return app;
}

function Hero() {
  return (
    <div class="heed-hero">
      <h1>
        <span class="heed-line">Say it once.</span> <span class="heed-line">Keep it in every contact.</span>
      </h1>
      <p class="heed-lead">
        Heed is the privacy notice that runs: an organisation states its promises once, and every email, call
        and letter is decided by them, with the reason, the law and the evidence beside each answer.
      </p>
    </div>
  );
}

function Tasks({ demo, texts }: { demo: boolean; texts: number }) {
  const tasks = [
    {
      href: '/screenings',
      title: 'Check a list',
      text: 'Upload a list and see who may be contacted, who may not, and why.',
    },
    {
      href: '/contact',
      title: 'May we contact?',
      text: 'One person, one channel, one moment: the answer and everything behind it.',
    },
    {
      href: '/subjects',
      title: 'Look a person up',
      text: 'What they allowed and refused, their history, and stopping or erasing.',
    },
    {
      href: texts > 0 ? '/submissions?show=review' : '/submissions',
      title: 'Forms that came in',
      text:
        texts > 0
          ? `${texts === 1 ? 'One text waits' : `${number.format(texts)} texts wait`} to be looked at; enter what came on paper or by phone.`
          : 'Read them, and enter what came on paper or by phone.',
    },
    {
      href: '/reference',
      title: 'Build on it',
      text: 'The same answers over HTTP: reference, schema and examples.',
    },
  ];
  return (
    <>
      <ul class="heed-tasks">
        {tasks.map(({ href, title, text }) => (
          <li class="heed-task">
            <h2>
              <a href={href}>{title}</a>
            </h2>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      {demo ? (
        <p class="heed-newcomer">
          New here? <a href="/demo/people">Meet the demo people</a>: fictional, with histories, ready to be
          asked about. What the demo would have mailed stands in the <a href="/demo/mail">demo mailbox</a>.
        </p>
      ) : null}
    </>
  );
}

function Organisation({ policy }: { policy: LoadedPolicy }) {
  const { promises, checked, pending } = countPromises(policy);
  const rules = policy.contact.rules.length;
  return (
    <section class="heed-card" aria-label={policy.data.policy.controller.name}>
      <h3>{policy.data.policy.controller.name}</h3>
      <p class="heed-muted">{policy.data.policy.controller.profile}</p>
      <p class="heed-figures">
        <strong>{promises}</strong> promises: <strong>{checked}</strong> checked, <strong>{pending}</strong>{' '}
        to come. {rules} contact {rules === 1 ? 'rule' : 'rules'} stricter than the law.
      </p>
      <p>
        <a href={`/${policy.id}/notice`}>
          Read the notice<span class="govuk-visually-hidden"> of {policy.data.policy.controller.name}</span>
        </a>
        <span class="heed-muted"> · version of {longDate(policy.data.policy.version.slice(0, 10))}</span>
      </p>
    </section>
  );
}

function Registers({ status, today }: { status: readonly RegisterStatus[]; today: number }) {
  return (
    <div class="heed-section">
      <h2 id="registers">Do-not-call registers</h2>
      <p>A register file may be used for {USABLE_DAYS} days. Without a fresh one, no call is allowed.</p>
      <Scroll labelledBy="registers">
        <Table
          firstCellIsHeader
          head={[
            { content: 'Register' },
            { content: 'State' },
            { content: 'File of' },
            { content: 'Numbers', format: 'numeric' },
          ]}
          rows={REGISTER_NAMES.map((name) => {
            const file = status.find(({ register }) => register === name);
            return [
              { content: name.toUpperCase() },
              { content: <Freshness file={file} today={today} /> },
              { content: file ? longDate(formatDay(file.fileDay)) : '–' },
              { content: file ? number.format(file.count) : '–', format: 'numeric' as const },
            ];
          })}
        />
      </Scroll>
    </div>
  );
}

function Freshness({ file, today }: { file: RegisterStatus | undefined; today: number }) {
  if (!file) return <Tag colour="grey">Not loaded</Tag>;
  const left = USABLE_DAYS - (today - file.fileDay);
  if (left < 0) return <Tag colour="red">Too old</Tag>;
  return (
    <Tag colour={left < 7 ? 'orange' : 'green'}>{left === 0 ? 'Last day' : `Fresh for ${left} days`}</Tag>
  );
}
