import { versionPath } from '../notices/addresses.ts';
import { postalLines } from '../policy/render/generators.ts';
import { longDate } from '../policy/render/words.ts';
import { policyUrl } from '../policy/sites.ts';
import { languageQuery } from '../policy/translate/policy-in.ts';
import type { Language } from '../texts/languages.ts';
import { textsIn } from '../texts/texts.ts';
import { AUTOCOMPLETE } from './autocomplete.ts';
import { countriesIn } from './countries.ts';
import type { FormDefinition, FormField } from './definition.ts';
import { WORK_BITS } from './form-challenge.ts';

/**
 * A form as the element on another site shows it (`packages/form`): the same fields, boxes, notices and words as its own
 * page, with every box empty. The element holds no words of its own.
 *
 * @param origin where the public reaches this Heed
 * @param challenge one-time token for this showing
 */
export function embeddedForm(
  { form, fields, policy }: FormDefinition,
  { origin, challenge }: { origin: string; challenge: string },
) {
  const { language } = policy;
  const inLanguage = languageQuery(policy);
  const { forms: t, embedded } = textsIn(language);
  const { controller } = policy.data.policy;
  const boxes = (kind: (typeof form.choices)[number]['kind']) =>
    form.choices.filter((choice) => choice.kind === kind).map(({ id, label }) => ({ id, label }));
  const groups = [
    { legend: t.tickOnly, notice: null, hint: null, boxes: boxes('opt_in') },
    { legend: t.sharing, notice: form.sponsor_notice ?? null, hint: null, boxes: boxes('share') },
    { legend: t.noMarketing, notice: null, hint: t.noMarketingHint, boxes: boxes('opt_out') },
  ];
  const purposes = policy.data.purposes.purposes.filter(({ id }) => form.purposes.includes(id));
  const notice = {
    href: policyUrl(policy, origin, `${versionPath(policy.id, policy.version)}${inLanguage}`),
  };
  return {
    lang: language,
    title: form.title,
    intro: form.intro,
    submit: form.submit,
    fields: fields.map((field) => ({
      id: field.id,
      kind: field.kind,
      label: field.required ? field.label : t.optional(field.label),
      hint: field.hint ? `${field.hint} ${field.reason}.` : `${field.reason}.`,
      required: field.required,
      autocomplete: AUTOCOMPLETE[field.id] ?? null,
      options: optionsOf(field, language),
    })),
    choices: groups.filter((group) => group.boxes.length > 0),
    use: {
      heading: t.use,
      lead: t.usesFor([controller.name, ...postalLines(controller.postal_address)].join(', ')),
      purposes: purposes.map(({ title, basis }) => `${title} (${t.bases[basis]})`),
      notice: t.noticeAtCollection<string | { text: string; href: string }>(
        (text) => ({ ...notice, text }),
        longDate(policy.data.policy.version.slice(0, 10), language),
      ),
    },
    photo: form.photo_notice ?? null,
    challenge,
    bits: WORK_BITS,
    preferences: policyUrl(policy, origin, `/${policy.id}/preferences${inLanguage}`),
    texts: {
      problem: embedded.problem,
      choose: t.chooseCountry,
      choice: t.yourChoice,
      choiceLead: form.double_opt_in ? `${t.choiceLead} ${t.choiceConfirm}` : t.choiceLead,
      continue: t.continue,
      check: t.check,
      change: t.change,
      yes: t.yes,
      notTicked: t.notTicked,
      notGiven: t.notGiven,
      done: t.done,
      reference: t.doneLead((words) => words, '{reference}').join(''),
      mailed: t.mailed,
      preferences: t.changeChoices((words) => words).join(''),
      working: embedded.working,
      failed: embedded.failed,
    },
  };
}

function optionsOf(
  { kind, options }: FormField,
  language: Language,
): readonly { value: string; text: string }[] {
  if (kind === 'country') return countriesIn(language).map(({ code, name }) => ({ value: code, text: name }));
  return options.map(({ value, text }) => ({ value, text }));
}
