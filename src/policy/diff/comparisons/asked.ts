import {
  immaterial,
  LESS_USE,
  material,
  NEW_USE,
  quoted,
  STRONGER,
  UNREAD,
  type Verdict,
  WEAKER,
} from '../change.ts';
import type { Comparison, Entry } from '../compare-entries.ts';
import { changed, flag, members } from '../field-rules.ts';

const MORE_CONTACT: Verdict = {
  ...material('More people become contactable than before; those concerned relied on the rule.'),
  contact: 'more',
};
const FEWER_CONTACT: Verdict = {
  ...immaterial('Fewer people can be contacted; nobody is worse off.'),
  contact: 'fewer',
};
const OTHER_CONTACT: Verdict = {
  ...material('Other people become contactable; screen a list under both versions.'),
  contact: 'other',
};
const NEW_WORDING = immaterial('Permissions given before keep the wording under which they were given.');

/** Under which rules people are contacted, where their data comes from, and what forms ask them. */
export const ASKED: readonly Comparison[] = [
  {
    group: 'Contact rules',
    entries: (data) => data['contact-rules'].rules,
    name: ({ says }) => `the rule “${says}”`,
    added: ({ says }) => ({
      says: `A new contact rule: “${says}” Fewer people are contactable.`,
      ...FEWER_CONTACT,
    }),
    removed: ({ says }) => ({
      says: `The contact rule “${says}” is removed: more people become contactable.`,
      ...MORE_CONTACT,
    }),
    fields: {
      when: changed('when', {
        ...material('The rule protects other contacts than before; screen a list under both versions.'),
        contact: 'other',
      }),
      require: (before, after, name) => ({
        says: `The requirement of ${name} changes from ${requirement(before)} to ${requirement(after)}.`,
        ...(loosens(before, after) ? MORE_CONTACT : OTHER_CONTACT),
      }),
    },
  },
  {
    group: 'Contact rules',
    entries: (data) => [{ id: 'options', ...data['contact-rules'].options }],
    name: () => 'the contact rules',
    fields: {
      tps_grace: (_before, { tps_grace }) => ({
        says: `The 28 days before a new TPS listing binds are ${tps_grace === false ? 'no longer used' : 'used now'}.`,
        ...(tps_grace === false ? FEWER_CONTACT : MORE_CONTACT),
      }),
      casl_same_day: (_before, { casl_same_day }) => ({
        says: `A Canadian purchase or enquiry ${casl_same_day ? 'now counts' : 'no longer counts'} on its own day.`,
        ...(casl_same_day ? MORE_CONTACT : FEWER_CONTACT),
      }),
    },
  },
  {
    group: 'Contact rules',
    entries: (data) => data['contact-rules'].nevers,
    name: ({ says }) => `the never “${says}”`,
    added: immaterial('One more promise is proven over every state.'),
    removed: material('What it ruled out is no longer proven to be ruled out.'),
    fields: {
      when: changed('when', UNREAD),
      unless_basis: changed('unless basis', material('The promise has other exceptions.')),
    },
  },
  {
    group: 'Sources',
    entries: (data) => data.sources.sources,
    name: ({ title }) => `the source “${title}”`,
    added: ({ title }) => ({
      says: `A new source of data: “${title}”.`,
      ...material('People are told where data comes from (Art 14(2)(f)).'),
    }),
    removed: LESS_USE,
    fields: {
      art14: flag(
        'art14',
        ['now needs a notice to people', STRONGER],
        ['no longer needs a notice to people', WEAKER],
      ),
    },
  },
  {
    group: 'Sources',
    entries: (data) => data.sources.refused,
    name: ({ id }) => `the refused source “${id}”`,
    added: STRONGER,
    removed: ({ id }) => ({ says: `Data from “${id}” is no longer refused.`, ...WEAKER }),
  },
  {
    group: 'Sources',
    entries: (data) => data.sources.lists,
    name: ({ title, seller }) => `the bought list “${title}” from ${seller}`,
    added: immaterial('Its people are told at first contact.'),
    removed: immaterial('The list can no longer be imported; people already in stay.'),
  },
  {
    group: 'Forms',
    entries: (data) => data.forms.forms,
    name: ({ title }) => `the form “${title}”`,
    added: immaterial('People read it before they use it.'),
    removed: LESS_USE,
    ignore: ['fields', 'choices'],
    fields: {
      ends: (_before, { ends }, name) => ({
        says: `The periods of ${name} now begin ${ends === 'later' ? 'when what it was for is said to be over' : 'as it comes in'}.`,
        ...immaterial('The run follows what the triggers say; people were told the triggers.'),
      }),
      double_opt_in: flag(
        'double_opt_in',
        ['now confirms addresses by email', STRONGER],
        ['no longer confirms addresses by email', WEAKER],
      ),
      purposes: members(
        'purposes',
        [(added) => `now collects for ${quoted(added)} too`, NEW_USE],
        [(gone) => `no longer collects for ${quoted(gone)}`, LESS_USE],
      ),
      min_age: changed('min age', material('It decides from which age people are asked for data.')),
    },
  },
  {
    group: 'Forms',
    entries: (data) =>
      data.forms.forms.flatMap((form) =>
        form.fields.map((field) => ({ ...field, id: `${form.id}/${field.field}`, of: form.title })),
      ),
    name: ({ field, of }) => `the field “${field}” of the form “${of}”`,
    added: immaterial('People see it before they fill it in.'),
    removed: LESS_USE,
    fields: {
      required: flag(
        'required',
        ['is required now', immaterial('People see it before they fill it in.')],
        ['is optional now', LESS_USE],
      ),
    },
  },
  {
    group: 'Forms',
    entries: (data) =>
      data.forms.forms.flatMap((form) =>
        form.choices.map((choice) => ({ ...choice, id: `${form.id}/${choice.id}`, of: form.title })),
      ),
    name: choiceName,
    added: (choice) => ({ says: `New on the form “${choice.of}”: ${boxName(choice)}.`, ...STRONGER }),
    removed: (choice) => ({
      says: `${boxName(choice, true)} disappears from the form “${choice.of}”.`,
      ...(choice.kind === 'opt_in'
        ? LESS_USE
        : material('A choice that people were promised can no longer be made there.')),
    }),
    fields: {
      label: changed('label', NEW_WORDING),
      channels: changed('channels', NEW_WORDING),
      topics: changed('topics', NEW_WORDING),
    },
  },
];

function requirement(entry: Entry): string {
  const [kind, value] = Object.entries(entry.require)[0] ?? ['nothing', null];
  if (kind === 'bases') return (value as { reason: string }[]).map(({ reason }) => reason).join(', ');
  return kind.replaceAll('_', ' ') + (value === true ? '' : ` ${value}`);
}

function loosens(before: Entry, after: Entry): boolean {
  if (before.require.bases && after.require.bases)
    return after.require.bases.length > before.require.bases.length;
  if (before.require.min_age && after.require.min_age) return after.require.min_age < before.require.min_age;
  return false;
}

function boxName({ kind, label }: Entry, first = false): string {
  if (kind === 'opt_out') return first ? 'The no-marketing box' : `the no-marketing box “${label}”`;
  return `${first ? 'The' : 'the'} ${kind === 'share' ? 'sharing choice' : 'choice'} “${label}”`;
}

function choiceName(choice: Entry): string {
  return `${boxName(choice)} on the form “${choice.of}”`;
}
