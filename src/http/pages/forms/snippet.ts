import type { FileField, FormDefinition, FormField } from '../../../forms/definition.ts';
import { elementFile } from '../../../forms/element-file.ts';
import { policyUrl } from '../../../policy/sites.ts';
import { languageQuery } from '../../../policy/translate/policy-in.ts';
import { type Texts, textsIn } from '../../../texts/texts.ts';
import { choiceBox } from './form-page.tsx';

/**
 * The element for the organisation's own site: two tags. Without scripts, and when Heed is away, the link stands in its
 * place.
 */
export function elementSnippet({ policy, form }: FormDefinition, origin: string): string {
  const { hash, integrity } = elementFile();
  const page = policyUrl(policy, origin, `/${policy.id}/forms/${form.id}${languageQuery(policy)}`);
  return [
    `<script src="${origin}/form-element/${hash}/heed-form.js" integrity="${integrity}" crossorigin="anonymous" defer></script>`,
    `<heed-form policy="${policy.id}" form="${form.id}">`,
    `  <a href="${page}">${asText(form.title)}</a>`,
    '</heed-form>',
    '',
  ].join('\n');
}

type Words = Texts['forms'];

/**
 * Plain HTML of a form for the organisation's own site. It posts to Heed, which shows the answers to check before
 * anything is kept; every box is empty, and the notice is linked above the button.
 */
export function formSnippet({ policy, form, fields, files }: FormDefinition, origin: string): string {
  const { forms: t } = textsIn(policy.language);
  const boxes = form.choices.map(
    ({ id, label }) =>
      `  <p><label><input type="checkbox" name="${choiceBox(id)}" value="yes"> ${asText(label)}</label></p>`,
  );
  const notices = [form.sponsor_notice, form.photo_notice].flatMap((text) =>
    text ? [`  <p>${asText(text)}</p>`] : [],
  );
  // It is pasted once and stays: it links the notice in force, where a page of Heed links the version.
  const at = (path: string) => policyUrl(policy, origin, `/${policy.id}/${path}${languageQuery(policy)}`);
  return [
    `<form method="post" action="${at(`forms/${form.id}`)}"${files.length > 0 ? ' enctype="multipart/form-data"' : ''}>`,
    ...fields.map((field) => fieldSnippet(t, field)),
    ...files.map((file) => fileSnippet(t, file)),
    ...boxes,
    ...notices,
    `  <p>${asText(t.use)}: <a href="${at('notice')}">${asText(t.privacyNotice)}</a></p>`,
    `  <button type="submit">${asText(t.continue)}</button>`,
    '</form>',
    '',
  ].join('\n');
}

function fieldSnippet(t: Words, { id, label, kind, required, reason, options }: FormField): string {
  const text = asText(required ? label : t.optional(label));
  const why = `<small id="heed-${id}-why">${asText(reason)}</small>`;
  if (kind === 'choice' && options.length > 0) {
    const type = options.length === 1 ? 'checkbox' : 'radio';
    const boxes = options.map(
      (option) =>
        `<br><label><input type="${type}" name="${id}" value="${asText(option.value)}"> ${asText(option.text)}</label>`,
    );
    return `  <fieldset aria-describedby="heed-${id}-why"><legend>${text}</legend>${why}${boxes.join('')}</fieldset>`;
  }
  const name = `id="heed-${id}" name="${id}" aria-describedby="heed-${id}-why"${required ? ' required' : ''}`;
  const long = kind === 'longtext' || kind === 'address';
  const type = kind === 'email' || kind === 'tel' || kind === 'date' ? kind : 'text';
  const input = long ? `<textarea ${name} rows="4"></textarea>` : `<input type="${type}" ${name}>`;
  return `  <p><label for="heed-${id}">${text}</label><br>${input}<br>${why}</p>`;
}

function fileSnippet(t: Words, { id, label, reason, accepts, required }: FileField): string {
  const text = asText(required ? label : t.optional(label));
  const input = `<input type="file" id="heed-${id}" name="${id}" accept="${accepts.join(',')}" aria-describedby="heed-${id}-why">`;
  return `  <p><label for="heed-${id}">${text}</label><br>${input}<br><small id="heed-${id}-why">${asText(reason)}</small></p>`;
}

/** The call that a site's own server makes. */
export function apiSnippet({ policy, form, fields }: FormDefinition, origin: string): string {
  const EXAMPLES: Readonly<Record<string, string>> = {
    email: 'ann@example.org',
    tel: '+44 20 7946 0123',
    country: 'GB',
    year: '1980',
    number: '1',
    date: '2026-11-22',
  };
  const needed = fields.filter(({ required }) => required);
  const values = needed.map(
    ({ id, kind, options }) => [id, EXAMPLES[kind] ?? options[0]?.value ?? '…'] as const,
  );
  const choices = form.choices.filter(({ kind }) => kind === 'opt_in').slice(0, 1);
  const body = { fields: Object.fromEntries(values), choices: choices.map(({ id }) => id) };
  return [
    `curl ${origin}/v1/forms/${policy.id}/${form.id}/submissions \\`,
    '  -H "Authorization: Bearer $HEED_KEY" \\',
    '  -H "Idempotency-Key: $(uuidgen)" \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
    '',
  ].join('\n');
}

function asText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
