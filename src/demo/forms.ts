import { submitForm } from '../forms/submit-form.ts';
import type { Heed } from '../heed.ts';
import type { DemoPerson } from './people.ts';

interface DemoForm {
  readonly policy: 'cmp' | 'institute';
  readonly form: string;
  /** Which of the policy's people hands it in. */
  readonly person: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly choices: readonly string[];
}

/** A few forms, so that the page of what came in has something to show; one text is about health and waits to be read. */
const FORMS: readonly DemoForm[] = [
  {
    policy: 'cmp',
    form: 'brochure',
    person: 2301,
    fields: { report: 'State of customer contact' },
    choices: ['email-reports'],
  },
  {
    policy: 'cmp',
    form: 'contact',
    person: 2302,
    fields: {
      message: 'Is the autumn conference step-free? I use a wheelchair and would come by train.',
    },
    choices: [],
  },
  {
    policy: 'institute',
    form: 'membership-enquiry',
    person: 1501,
    fields: { comments: 'Please send what a membership for forty colleagues costs.' },
    choices: [],
  },
];

/** Hands the forms in for people whom the demo knows already. */
export async function submitDemoForms(
  heed: Heed,
  policy: 'cmp' | 'institute',
  people: readonly DemoPerson[],
): Promise<void> {
  for (const { form, person, fields, choices } of FORMS.filter((one) => one.policy === policy)) {
    const { first, last, email, country } = people[person]!;
    await submitForm(heed, {
      policy,
      form,
      actor: 'demo',
      fields: { 'first-name': first, 'last-name': last, email, country, ...fields },
      choices: [...choices],
    });
  }
}
