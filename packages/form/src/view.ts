import type { Answers, Definition, Done, Field, Group } from './definition.ts';
import { el } from './dom.ts';

export type Errors = Readonly<Record<string, string>>;

/** Ids in the page of the site; `form` keeps two forms of one page apart. */
const idOf = (form: string, name: string) => `heed-${form}-${name}`;

/** The form as its policy declares it: each field with its reason, every box empty, the notice before the button. */
export function formView(
  form: string,
  { fields, choices, ...rest }: Definition,
  given: Answers,
  errors: Errors,
) {
  const { title, intro, use, photo, texts } = rest;
  return el(
    'form',
    { novalidate: true },
    summary(form, errors, texts.problem),
    el('h2', {}, title),
    el('p', {}, intro),
    ...fields.map((field) =>
      fieldView(form, field, given.fields[field.id] ?? '', errors[field.id], texts.choose),
    ),
    choices.length > 0 && el('h3', {}, texts.choice),
    choices.length > 0 && el('p', {}, texts.choiceLead),
    ...choices.map((group) => groupView(form, group, given.choices)),
    photo !== null && el('p', {}, photo),
    el(
      'div',
      {},
      el('h3', {}, use.heading),
      el('p', {}, use.lead),
      el('ul', {}, ...use.purposes.map((purpose) => el('li', {}, purpose))),
      el(
        'p',
        {},
        ...use.notice.map((part) =>
          typeof part === 'string' ? part : el('a', { href: part.href }, part.text),
        ),
      ),
    ),
    el('button', { type: 'submit' }, texts.continue),
  );
}

/** Every problem, with a way to its field. It is announced, and takes the focus. */
function summary(form: string, errors: Errors, heading: string): HTMLElement | null {
  const list = Object.entries(errors);
  if (list.length === 0) return null;
  const id = idOf(form, 'problem');
  return el(
    'div',
    { role: 'alert', tabindex: '-1', 'aria-labelledby': id, 'data-focus': true },
    el('h2', { id }, heading),
    el(
      'ul',
      {},
      ...list.map(([name, text]) =>
        el('li', {}, name ? el('a', { href: `#${idOf(form, name)}` }, text) : text),
      ),
    ),
  );
}

function fieldView(
  form: string,
  field: Field,
  value: string,
  error: string | undefined,
  choose: string,
): HTMLElement {
  const id = idOf(form, field.id);
  const described = [`${id}-hint`, error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const hint = el('span', { id: `${id}-hint`, class: 'heed-form-hint' }, field.hint);
  const wrong = error ? el('span', { id: `${id}-error`, class: 'heed-form-error' }, error) : null;
  const listed = field.kind === 'choice' && field.options.length > 0;
  if (listed) {
    const type = field.options.length === 1 ? 'checkbox' : 'radio';
    return el(
      'fieldset',
      { class: 'heed-form-field', 'aria-describedby': described },
      el('legend', {}, field.label),
      hint,
      wrong,
      ...field.options.map((option, index) => {
        const own = index === 0 ? id : `${id}-${index}`;
        const box = { type, id: own, name: field.id, value: option.value, checked: option.value === value };
        return boxView(el('input', box), own, option.text);
      }),
    );
  }
  return el(
    'div',
    { class: 'heed-form-field' },
    el('label', { for: id }, field.label),
    hint,
    wrong,
    control(field, value, choose, {
      id,
      name: field.id,
      'aria-describedby': described,
      'aria-invalid': error ? 'true' : null,
      'aria-required': field.required ? 'true' : null,
      autocomplete: field.autocomplete,
    }),
  );
}

function control(
  { kind, options }: Field,
  value: string,
  choose: string,
  attributes: Readonly<Record<string, string | null>>,
): HTMLElement {
  if (options.length > 0)
    return el(
      'select',
      attributes,
      el('option', { value: '' }, choose),
      ...options.map((one) => el('option', { value: one.value, selected: one.value === value }, one.text)),
    );
  if (kind === 'longtext' || kind === 'address')
    return el('textarea', { ...attributes, rows: kind === 'address' ? '3' : '5' }, value);
  const type = kind === 'email' || kind === 'tel' || kind === 'date' ? kind : 'text';
  const inputmode = kind === 'year' ? 'numeric' : kind === 'number' ? 'decimal' : null;
  return el('input', { ...attributes, type, inputmode, value });
}

function boxView(input: HTMLElement, id: string, label: string): HTMLElement {
  return el('div', { class: 'heed-form-box' }, input, el('label', { for: id }, label));
}

function groupView(
  form: string,
  { legend, notice, hint, boxes }: Group,
  ticked: readonly string[],
): HTMLElement {
  return el(
    'div',
    {},
    notice !== null && el('p', {}, notice),
    el(
      'fieldset',
      {},
      el('legend', {}, legend),
      hint !== null && el('span', { class: 'heed-form-hint' }, hint),
      ...boxes.map(({ id, label }) => {
        const own = idOf(form, `choice-${id}`);
        const box = { type: 'checkbox', id: own, name: 'choices', value: id, checked: ticked.includes(id) };
        return boxView(el('input', box), own, label);
      }),
    ),
  );
}

/** Check answers. Nothing is kept before the press here. */
export function checkView({ fields, choices, texts, submit }: Definition, answers: Answers): HTMLElement {
  const shown = ({ id, options }: Field) => {
    const value = answers.fields[id];
    return options.find((option) => option.value === value)?.text ?? value ?? texts.notGiven;
  };
  const boxes = choices.flatMap((group) => group.boxes);
  return el(
    'form',
    { novalidate: true },
    el('h2', { tabindex: '-1', 'data-focus': true }, texts.check),
    el('dl', {}, ...fields.flatMap((field) => [el('dt', {}, field.label), el('dd', {}, shown(field))])),
    boxes.length > 0 && el('h3', {}, texts.choice),
    el(
      'dl',
      {},
      ...boxes.flatMap(({ id, label }) => [
        el('dt', {}, label),
        el('dd', {}, answers.choices.includes(id) ? el('strong', {}, texts.yes) : texts.notTicked),
      ]),
    ),
    el('button', { type: 'submit' }, submit),
    el('button', { type: 'button', 'data-change': true }, texts.change),
    el('p', { role: 'status' }),
  );
}

/** The reference, and what comes next. */
export function doneView({ texts, preferences }: Definition, done: Done): HTMLElement {
  const [before = '', after = ''] = texts.reference.split('{reference}');
  return el(
    'div',
    {},
    el('h2', { tabindex: '-1', 'data-focus': true }, texts.done),
    el('p', {}, before, el('strong', {}, done.reference), after),
    done.confirmation_mailed && el('p', {}, texts.mailed),
    el('p', {}, el('a', { href: preferences }, texts.preferences)),
  );
}
