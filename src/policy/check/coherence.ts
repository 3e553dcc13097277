import type { Checking } from './checking.ts';

/** The files fit together: recipients with purposes, fields with purposes, data with retention, forms with rules. */
export function checkCoherence(checking: Checking): void {
  recipientsBothWays(checking);
  dataHasRetention(checking);
  nothingUnused(checking);
  fieldsHavePurpose(checking);
  formsHaveChoices(checking);
  cookiesAreNecessary(checking);
}

function recipientsBothWays({ data, at }: Checking): void {
  const { purposes } = data.purposes;
  const { recipients } = data.recipients;
  purposes.forEach((purpose, i) => {
    purpose.recipients.forEach((id, j) => {
      const recipient = recipients.find((entry) => entry.id === id);
      if (recipient && !recipient.purposes.includes(purpose.id)) {
        const message = `The purpose "${purpose.id}" names the recipient "${id}", which does not name the purpose.`;
        at('one-sided-recipient', 'purposes', ['purposes', i, 'recipients', j], message);
      }
    });
  });
  recipients.forEach((recipient, i) => {
    recipient.purposes.forEach((id, j) => {
      const purpose = purposes.find((entry) => entry.id === id);
      if (purpose && !purpose.recipients.includes(recipient.id)) {
        const message = `The recipient "${recipient.id}" names the purpose "${id}", which does not name the recipient.`;
        at('one-sided-recipient', 'recipients', ['recipients', i, 'purposes', j], message);
      }
    });
  });
}

function dataHasRetention({ data, at }: Checking): void {
  const kept = new Set(data.retention.rules.flatMap((rule) => rule.data));
  data.data.categories.forEach(({ id, title }, i) => {
    if (!kept.has(id))
      at('data-without-retention', 'data', ['categories', i, 'id'], `No retention rule covers "${title}".`);
  });
}

function nothingUnused({ data, at }: Checking): void {
  const usedData = new Set(data.purposes.purposes.flatMap((purpose) => purpose.data));
  data.data.categories.forEach(({ id, title }, i) => {
    if (!usedData.has(id))
      at('unused-entry', 'data', ['categories', i, 'id'], `No purpose uses the data "${title}".`);
  });
  const onForms = new Set(data.forms.forms.map(({ source }) => source));
  data.sources.sources.forEach(({ id, from, needs_list }, i) => {
    if (needs_list && data.sources.lists.length === 0) {
      at(
        'unused-entry',
        'sources',
        ['sources', i, 'id'],
        `The source "${id}" needs a list, and no list is entered.`,
      );
    }
    if (from !== 'subject' && onForms.has(id)) {
      at(
        'unknown-reference',
        'sources',
        ['sources', i, 'from'],
        `A form collects as "${id}", so its data comes from the person.`,
        {
          action: 'Set from: subject.',
        },
      );
    }
  });
}

function fieldsHavePurpose({ data, at }: Checking): void {
  const categoryOf = new Map(
    data.data.categories.flatMap(({ id, fields }) => fields.map((field) => [field.id, id])),
  );
  data.forms.forms.forEach((form, i) => {
    const purposes = data.purposes.purposes.filter(({ id }) => form.purposes.includes(id));
    const needed = new Set(purposes.flatMap((purpose) => purpose.data));
    form.fields.forEach(({ field }, j) => {
      const category = categoryOf.get(field);
      if (category && !needed.has(category)) {
        const message = `The form "${form.id}" asks for "${field}", and none of its purposes uses "${category}".`;
        at('field-without-purpose', 'forms', ['forms', i, 'fields', j, 'field'], message);
      }
    });
  });
}

function formsHaveChoices({ data, at }: Checking): void {
  const boxPromised = data['contact-rules'].rules.some(({ require }) => require.no_opt_out_box);
  const marketing = new Set(['direct_marketing', 'third_party_promotion']);
  data.forms.forms.forEach((form, i) => {
    const asksForMarketing =
      form.choices.some(
        ({ kind, purposes }) => kind === 'opt_in' && purposes.some((purpose) => marketing.has(purpose)),
      ) ||
      data.purposes.purposes.some(
        ({ id, contact_as }) => form.purposes.includes(id) && marketing.has(contact_as ?? ''),
      );
    if (boxPromised && asksForMarketing && !form.choices.some(({ kind }) => kind === 'opt_out')) {
      at(
        'form-without-box',
        'forms',
        ['forms', i, 'choices'],
        `The form "${form.id}" collects for marketing and has no box to say no.`,
      );
    }
    if (form.choices.some(({ kind }) => kind === 'share') && !form.sponsor_notice) {
      at(
        'form-without-sponsor-notice',
        'forms',
        ['forms', i, 'choices'],
        `The form "${form.id}" offers sharing without saying with whom.`,
      );
    }
  });
}

function cookiesAreNecessary({ data, at }: Checking): void {
  const necessary = new Set(
    data.cookies.categories.filter((category) => category.strictly_necessary).map(({ id }) => id),
  );
  data.cookies.cookies.forEach(({ name, category, necessity }, i) => {
    if (necessary.has(category) && !necessity) {
      at(
        'cookie-without-necessity',
        'cookies',
        ['cookies', i],
        `"${name}" is set without asking and gives no reason for it.`,
      );
    }
  });
}
