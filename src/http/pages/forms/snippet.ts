import type { FormDefinition } from '../../../forms/definition.ts';
import { choiceBox } from './form-page.tsx';

/**
 * Plain HTML of a form for the organisation's own site. It posts to Heed, which shows the answers to check before
 * anything is kept; every box is empty, and the notice is linked above the button.
 */
export function formSnippet({ policy, form, fields }: FormDefinition, origin: string): string {
  const lines = fields.map(({ id, label, kind, required, reason }) => {
    const text = asText(`${label}${required ? '' : ' (optional)'}`);
    const name = `id="heed-${id}" name="${id}"${required ? ' required' : ''}`;
    const long = kind === 'longtext' || kind === 'address';
    const type = kind === 'email' || kind === 'tel' ? kind : 'text';
    const input = long ? `<textarea ${name} rows="4"></textarea>` : `<input type="${type}" ${name}>`;
    return `  <p><label for="heed-${id}">${text}</label><br>${input}<br><small>${asText(reason)}</small></p>`;
  });
  const boxes = form.choices.map(
    ({ id, label }) =>
      `  <p><label><input type="checkbox" name="${choiceBox(id)}" value="yes"> ${asText(label)}</label></p>`,
  );
  const notices = [form.sponsor_notice, form.photo_notice].flatMap((text) =>
    text ? [`  <p>${asText(text)}</p>`] : [],
  );
  return [
    `<form method="post" action="${origin}/${policy.id}/forms/${form.id}">`,
    ...lines,
    ...boxes,
    ...notices,
    `  <p>What we do with this: <a href="${origin}/${policy.id}/notice">privacy notice</a></p>`,
    '  <button type="submit">Continue</button>',
    '</form>',
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
