import type { Heed } from '../../../heed.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { FileUpload } from '../../../ui/file-upload/file-upload.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { Radios } from '../../../ui/radios/radios.tsx';
import { Select } from '../../../ui/select/select.tsx';
import type { HttpContext } from '../../env.ts';
import type { FieldErrors, Fields } from '../contact/ask.ts';
import { COUNTRY_ITEMS, choicesByPolicy, policyItems, topicGroups } from '../contact/choices.ts';
import { FormToken } from '../shared/page.tsx';
import { CHANNEL_ITEMS, PURPOSE_ITEMS } from '../shared/words.ts';

export interface UploadFormProps {
  readonly c: HttpContext;
  readonly heed: Heed;
  readonly values: Fields;
  readonly errors: FieldErrors;
}

export function UploadForm({ c, heed, values, errors }: UploadFormProps) {
  const list = Object.entries(errors).map(([name, text]) => ({ href: `#${name}`, text }));
  return (
    <div class="heed-measure">
      {list.length > 0 ? <ErrorSummary errors={list} /> : null}
      <h1>Check a list</h1>
      <p class="heed-lead">Who on it may be contacted, who may not, and why: before anything is sent.</p>
      {heed.mode === 'demo' ? (
        <p>
          No list at hand? <a href="/demo/call-list.csv">Download a fictional call list</a> and upload it
          here.
        </p>
      ) : null}
      <form method="post" action="/screenings" enctype="multipart/form-data" novalidate>
        <FormToken c={c} />
        <FileUpload
          name="file"
          label="The list"
          hint="A CSV file with headings, as spreadsheets export it. A million rows are fine."
          error={errors.file}
          attributes={{ accept: '.csv,.txt,text/csv' }}
        />
        <Radios
          name="policy"
          legend="Who wants to contact them?"
          items={policyItems(heed)}
          value={values.policy}
          error={errors.policy}
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
        <div class="heed-field-row">
          <Select
            name="topic"
            label="About what?"
            items={[{ value: '', text: 'No particular topic' }]}
            groups={topicGroups(heed, values)}
          />
          <Input
            name="at"
            type="datetime-local"
            label="When?"
            hint="UK time. Empty: now."
            value={values.at}
            error={errors.at}
          />
        </div>
        <AboutTheList heed={heed} values={values} errors={errors} />
        <Button>Check the list</Button>
      </form>
    </div>
  );
}

/** What only some lists need, folded away unless something in it has an error. */
function AboutTheList({ heed, values, errors }: Omit<UploadFormProps, 'c'>) {
  const { policy, source, list } = values;
  const sources = choicesByPolicy(heed, { policy, value: source }, ({ data }) => data.sources.sources);
  const lists = choicesByPolicy(heed, { policy, value: list }, ({ data }) => data.sources.lists);
  const open = ['column', 'country', 'source', 'list'].some((name) => errors[name]);
  return (
    <Details summary="More about the list" open={open}>
      <Input
        name="column"
        label="Heading of the column to go by"
        hint="Only if Heed does not find it: the column with the email address, number or member number."
        value={values.column}
        error={errors.column}
      />
      <Select
        name="country"
        label="Where people are, if the list does not say"
        items={[{ value: '', text: 'The list or the numbers tell' }, ...COUNTRY_ITEMS]}
        value={values.country}
        error={errors.country}
      />
      <Select
        name="source"
        label="Where the list came from"
        items={[{ value: '', text: 'Not said' }]}
        groups={sources}
        error={errors.source}
      />
      {lists.length > 0 ? (
        <Select
          name="list"
          label="Purchase entry of a bought-in list"
          items={[{ value: '', text: 'Not bought' }]}
          groups={lists}
          error={errors.list}
        />
      ) : null}
    </Details>
  );
}
