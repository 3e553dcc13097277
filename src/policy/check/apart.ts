import { keptApart } from '../kept-apart.ts';
import type { Checking } from './checking.ts';

/** Statistics that promise to identify nobody are asked of nobody, and no purpose puts them beside a person. */
export function checkApart({ data, at }: Checking): void {
  const apart = keptApart(data);
  if (apart.categories.size === 0) return;
  data.data.categories.forEach(({ id, title, fields }, i) => {
    if (!apart.categories.has(id)) return;
    fields.forEach(({ id: field, source }, j) => {
      if (source === 'observed') return;
      const message = `"${field}" belongs to "${title}", which identifies nobody, but it does not come from counting (source: observed).`;
      at('statistics-joined', 'data', ['categories', i, 'fields', j, 'id'], message);
    });
  });
  data.forms.forms.forEach((form, i) => {
    form.fields.forEach(({ field }, j) => {
      if (!apart.fields.has(field)) return;
      const message = `The form "${form.id}" asks a person for "${field}", which must be about nobody.`;
      at('statistics-joined', 'forms', ['forms', i, 'fields', j, 'field'], message);
    });
    form.purposes.forEach((id, j) => {
      if (!apart.purposes.has(id)) return;
      const message = `The form "${form.id}" collects for "${id}", whose data must be about nobody.`;
      at('statistics-joined', 'forms', ['forms', i, 'purposes', j], message);
    });
  });
  data.purposes.purposes.forEach((purpose, i) => {
    if (!apart.purposes.has(purpose.id)) return;
    const other = purpose.data.find((id) => !apart.categories.has(id));
    const why = other
      ? `puts them beside "${other}"`
      : purpose.contact_as || purpose.channels.length > 0
        ? 'contacts people'
        : purpose.profiling
          ? 'forms profiles'
          : undefined;
    if (!why) return;
    const message = `The purpose "${purpose.id}" uses statistics that identify nobody and ${why}.`;
    at('statistics-joined', 'purposes', ['purposes', i, 'id'], message);
  });
}
