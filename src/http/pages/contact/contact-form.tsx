import type { Heed } from '../../../heed.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { Radios } from '../../../ui/radios/radios.tsx';
import { Select } from '../../../ui/select/select.tsx';
import type { HttpContext } from '../../env.ts';
import { FormToken } from '../shared/page.tsx';
import { CHANNEL_ITEMS, PURPOSE_ITEMS } from '../shared/words.ts';
import { type FieldErrors, type Fields, MESSAGE_BOXES } from './ask.ts';
import { COUNTRY_ITEMS, policyItems, topicGroups } from './choices.ts';

export interface ContactFormProps {
  readonly c: HttpContext;
  readonly heed: Heed;
  readonly values: Fields;
  readonly errors: FieldErrors;
}

export function ContactForm({ c, heed, values, errors }: ContactFormProps) {
  const list = Object.entries(errors).map(([name, text]) => ({ href: `#${name}`, text }));
  return (
    <div class="heed-measure">
      {list.length > 0 ? <ErrorSummary errors={list} /> : null}
      <h1>May we contact?</h1>
      <p class="heed-lead">
        Ask about one person, and get the answer with its reason, the law, your promise and the evidence.
      </p>
      {heed.mode === 'demo' ? (
        <p>
          No one in mind? <a href="/demo/people">Pick one of the demo people</a>.
        </p>
      ) : null}
      <form method="post" action="/contact" novalidate>
        <FormToken c={c} />
        <input type="hidden" name="boxes" value="shown" />
        <Radios
          name="policy"
          legend="Who wants to contact them?"
          items={policyItems(heed)}
          value={values.policy}
          error={errors.policy}
        />
        <Input
          name="person"
          label="Whom?"
          hint="An email address, a phone number, a member number or a subject id."
          value={values.person}
          error={errors.person}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
        <div class="heed-field-row">
          <Select
            name="channel"
            label="How?"
            items={[{ value: '', text: 'Choose' }, ...CHANNEL_ITEMS]}
            value={values.channel}
            error={errors.channel}
          />
          <Select
            name="purpose"
            label="What for?"
            items={PURPOSE_ITEMS}
            value={values.purpose ?? 'direct_marketing'}
            error={errors.purpose}
          />
        </div>
        <Select
          name="topic"
          label="About what?"
          items={[{ value: '', text: 'No particular topic' }]}
          groups={topicGroups(heed, values)}
        />
        <div class="heed-field-row">
          <Input
            name="at"
            type="datetime-local"
            label="When?"
            hint="UK time. Empty: now."
            value={values.at}
            error={errors.at}
          />
          <Input
            name="known_at"
            type="datetime-local"
            label="As known at"
            hint="Replays with what was on record then, UK time."
            value={values.known_at}
            error={errors.known_at}
          />
        </div>
        <MessageAndPerson values={values} />
        <Button>Ask</Button>
      </form>
    </div>
  );
}

/** What only some questions need, folded away. */
function MessageAndPerson({ values }: { values: Fields }) {
  const ticked = (name: string, start: boolean) => (values.boxes ? values[name] === 'yes' : start);
  return (
    <>
      <Details summary="What the message carries">
        <Checkboxes
          name="message"
          legend="Tick what is true of it"
          items={MESSAGE_BOXES.map(({ name, text, ticked: start }) => ({
            name,
            id: name,
            text,
            value: 'yes',
            checked: ticked(name, start),
          }))}
        />
      </Details>
      <Details summary="If Heed does not know the person">
        <p>These count only where nothing is on record.</p>
        <Select
          name="country"
          label="Where they are"
          items={[{ value: '', text: 'Not known' }, ...COUNTRY_ITEMS]}
          value={values.country}
        />
        <Checkboxes
          name="subscriber"
          legend="Whose address or number it is"
          items={[
            {
              value: 'corporate',
              text: 'A company’s, not a person’s own',
              hint: 'Only where you know it. Sole traders and most partnerships count as individuals.',
            },
          ]}
          values={values.subscriber ? [values.subscriber] : []}
        />
      </Details>
    </>
  );
}
