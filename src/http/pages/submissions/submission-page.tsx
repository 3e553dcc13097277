import type { ReviewedText, Submission } from '../../../forms/read-submission.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { countryName } from '../../../policy/render/words.ts';
import { BackLink } from '../../../ui/back-link/back-link.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { NotificationBanner } from '../../../ui/notification-banner/notification-banner.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import type { HttpContext } from '../../env.ts';
import { instantWords } from '../shared/instants.ts';
import { FormToken } from '../shared/page.tsx';
import type { ReviewError } from './submissions.tsx';

export interface SubmissionPageProps {
  readonly c: HttpContext;
  readonly policy: LoadedPolicy;
  readonly submission: Submission;
  readonly error?: ReviewError;
  /** What was just done: `keep`, `remove`, `entered`. */
  readonly done?: string;
  readonly mayDecide: boolean;
}

/** One form that came in: what was entered, what was chosen, and texts to decide about. */
export function SubmissionPage({ c, policy, submission, error, done, mayDecide }: SubmissionPageProps) {
  const { title, reference, answers, choices, reviews, files } = submission;
  const news = DONE.get(done ?? '');
  return (
    <div class="heed-measure">
      <BackLink href={`/submissions?policy=${policy.id}`}>Forms that came in</BackLink>
      {error ? <ErrorSummary errors={[{ href: `#reason-${error.field}`, text: error.text }]} /> : null}
      {news && !error ? <NotificationBanner type="success">{news}</NotificationBanner> : null}
      <p class="heed-eyebrow">{policy.data.policy.controller.name}</p>
      <h1>{title}</h1>
      <Origin policy={policy} submission={submission} />
      {reviews
        .filter(({ resolution }) => resolution === null)
        .map((review) => (
          <Review
            c={c}
            path={`/submissions/${policy.id}/${reference}`}
            review={review}
            answers={answers}
            error={error?.field === review.field ? error : undefined}
            mayDecide={mayDecide}
          />
        ))}
      <h2>What was entered</h2>
      {answers === null ? (
        <p>Nothing of it is held any more: the person was erased, or its time is over.</p>
      ) : (
        <SummaryList
          rows={answers.map(({ id, label, value }) => ({
            key: label,
            value: files.includes(id) ? (
              <a href={`/submissions/${policy.id}/${reference}/files/${id}`}>Save {value}</a>
            ) : (
              <Lines text={id === 'country' ? countryName(value) : value} />
            ),
          }))}
        />
      )}
      {choices.length > 0 ? (
        <>
          <h2>What was chosen</h2>
          <SummaryList
            rows={choices.map(({ label, ticked }) => ({
              key: label,
              value: ticked ? <strong>Yes</strong> : 'Not ticked',
            }))}
          />
        </>
      ) : null}
      <Decided reviews={reviews} />
    </div>
  );
}

const DONE: ReadonlyMap<string, string> = new Map([
  ['keep', 'The text is kept, with your reason.'],
  ['remove', 'The text is taken out. Nobody can read it any more.'],
  ['entered', 'The form is entered.'],
]);

function Origin({ policy, submission }: Pick<SubmissionPageProps, 'policy' | 'submission'>) {
  const { reference, subject, received_at, recorded_at, confirmed_at, actor, notice_version } = submission;
  return (
    <SummaryList
      rows={[
        { key: 'Reference', value: reference },
        {
          key: 'From',
          value: <a href={`/subjects/${subject}?policy=${policy.id}`}>The person and their history</a>,
        },
        { key: 'Received', value: `${instantWords(received_at)} (UK time)` },
        { key: 'Entered', value: `${instantWords(recorded_at)} (UK time), by ${enteredBy(actor)}` },
        ...(confirmed_at
          ? [{ key: 'Confirmed by mail', value: `${instantWords(confirmed_at)} (UK time)` }]
          : []),
        { key: 'Notice shown', value: notice_version },
      ]}
    />
  );
}

function enteredBy(actor: string): string {
  if (actor === 'person') return 'the person';
  if (actor === 'cli') return 'the command line';
  return actor === 'demo' ? 'staff of the demo' : actor;
}

interface ReviewProps extends Pick<SubmissionPageProps, 'c' | 'error' | 'mayDecide'> {
  readonly path: string;
  readonly review: ReviewedText;
  readonly answers: Submission['answers'];
}

/** A text that waits, with what it seems to speak of, and both ways to decide. */
function Review({ c, path, review, answers, error, mayDecide }: ReviewProps) {
  const { field, label, kinds } = review;
  const answer = answers?.find(({ id }) => id === field);
  const id = `review-${field}`;
  return (
    <section class="heed-card heed-section" aria-labelledby={id}>
      <h2 id={id}>Look at: {label}</h2>
      <p>
        It seems to speak of {kinds.map((kind) => KINDS[kind] ?? kind).join(' and ')} (GDPR Art 9 and 10).
      </p>
      {answer ? (
        <blockquote class="heed-quote">
          <Lines text={answer.value} />
        </blockquote>
      ) : null}
      {mayDecide ? (
        <form method="post" action={`${path}/texts/${field}`} novalidate>
          <FormToken c={c} />
          <Input
            id={`reason-${field}`}
            name="reason"
            label="If it is needed: what for?"
            hint="Such as: a ramp has to be booked for this visit. It is sealed with the person’s key."
            value={error?.reason}
            error={error?.text}
          />
          <div class="heed-actions">
            <Button name="decision" value="keep">
              Keep it, with this reason
            </Button>
            <Button name="decision" value="remove" classes="govuk-button--warning">
              Take it out for good
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  health: 'health',
  belief: 'religion or belief',
  origin: 'ethnic origin',
  politics: 'politics',
  union: 'a trade union',
  sexuality: 'sex life or orientation',
  offences: 'offences',
};

function Decided({ reviews }: { reviews: readonly ReviewedText[] }) {
  const decided = reviews.filter(({ resolution }) => resolution !== null);
  if (decided.length === 0) return null;
  return (
    <>
      <h2>What was decided about texts</h2>
      <SummaryList
        rows={decided.map(({ label, resolution, resolved_at, resolved_by, reason }) => ({
          key: label,
          value: (
            <>
              {resolution === 'kept' ? 'Kept' : 'Taken out'} by {enteredBy(resolved_by ?? '')},{' '}
              {instantWords(resolved_at ?? '')} (UK time)
              {reason ? `: ${reason}` : ''}
            </>
          ),
        }))}
      />
    </>
  );
}

/** A text with its own line breaks. */
function Lines({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, index) => (
        <>
          {index > 0 ? <br /> : null}
          {line}
        </>
      ))}
    </>
  );
}
