import { CHANNELS } from '../../../decision/types.ts';
import { holdsCardNumber } from '../../../facts/card-numbers.ts';
import { BackLink } from '../../../ui/back-link/back-link.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { Radios } from '../../../ui/radios/radios.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import type { HttpContext } from '../../env.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { instantWords } from '../shared/instants.ts';
import { FormToken } from '../shared/page.tsx';
import { channelName } from '../shared/words.ts';
import { channelBox, STOPS, type Stop } from './read-stop.ts';

export interface StopFormProps {
  readonly c: HttpContext;
  readonly subject: string;
  readonly policy: string;
  readonly values: Fields;
  readonly errors: FieldErrors;
}

export function StopForm({ c, subject, policy, values, errors }: StopFormProps) {
  const list = Object.entries(errors).map(([name, text]) => ({ href: `#${name}`, text }));
  return (
    <div class="heed-measure">
      <BackLink href={`/subjects/${subject}?policy=${policy}`} />
      {list.length > 0 ? <ErrorSummary errors={list} /> : null}
      <h1>Record a stop</h1>
      <p class="heed-lead">It holds from the moment it is saved. Only the person can lift it later.</p>
      <form method="post" action={`/subjects/${subject}/stop?policy=${policy}`} novalidate>
        <FormToken c={c} />
        <Radios
          name="type"
          legend="What did they say?"
          items={STOPS}
          value={values.type}
          error={errors.type}
        />
        <Checkboxes
          name="channels"
          legend="On which channels?"
          hint="Tick none to stop all of them."
          items={CHANNELS.map((channel) => ({
            name: channelBox(channel),
            id: channelBox(channel),
            value: 'yes',
            text: channelName(channel),
            checked: values[channelBox(channel)] === 'yes',
          }))}
        />
        <Input
          name="at"
          type="datetime-local"
          label="When did they say so?"
          hint="UK time. Empty: now."
          value={values.at}
          error={errors.at}
        />
        <Input
          name="note"
          label="How did it reach you? (optional)"
          hint="Such as a phone call, a letter or a reply. It is sealed with the person’s key."
          value={holdsCardNumber(values.note ?? '') ? '' : values.note}
          error={errors.note}
        />
        <Button name="step" value="check">
          Continue
        </Button>
      </form>
    </div>
  );
}

export interface CheckStopProps extends Omit<StopFormProps, 'errors'> {
  readonly stop: Stop;
}

/** Check answers before anything is recorded. */
export function CheckStop({ c, subject, policy, values, stop }: CheckStopProps) {
  const said = STOPS.find(({ value }) => value === stop.type)!.text;
  return (
    <div class="heed-measure">
      <h1>Check before you record it</h1>
      <SummaryList
        rows={[
          { key: 'What they said', value: said },
          {
            key: 'Channels',
            value: stop.channels.length > 0 ? stop.channels.map(channelName).join(', ') : 'All of them',
          },
          { key: 'When', value: `${instantWords(stop.at)} (UK time)` },
          { key: 'How it reached you', value: stop.note ?? 'Not noted' },
        ]}
      />
      <form method="post" action={`/subjects/${subject}/stop?policy=${policy}`}>
        <FormToken c={c} />
        {Object.entries(values)
          .filter(([name]) => name !== 'step')
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        <Button name="step" value="save">
          Record the stop
        </Button>
        <Button name="step" value="change" classes="govuk-button--secondary">
          Change
        </Button>
      </form>
    </div>
  );
}
