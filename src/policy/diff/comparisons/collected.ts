import { BASES, CHANNEL_WORDS, periodWords } from '../../render/words.ts';
import { immaterial, LESS_USE, material, NEW_USE, quoted, STRONGER, UNREAD, WEAKER } from '../change.ts';
import type { Comparison } from '../compare-entries.ts';
import { changed, flag, members, period } from '../field-rules.ts';

const channels = (values: string[]) => values.map((value) => CHANNEL_WORDS[value] ?? value).join(', ');

/** What is collected, for what, and for how long. */
export const COLLECTED: readonly Comparison[] = [
  {
    group: 'Data',
    entries: (data) => data.data.categories,
    name: ({ title }) => `the kind of data “${title}”`,
    added: ({ title, special_category }) => ({
      says: `A new kind of ${special_category ? 'sensitive ' : ''}data: “${title}”.`,
      ...NEW_USE,
    }),
    removed: ({ title }) => ({ says: `“${title}” is no longer collected.`, ...LESS_USE }),
    ignore: ['fields'],
    fields: {
      special_category: flag(
        'special_category',
        ['is now treated as sensitive', immaterial('It is protected better.')],
        ['is no longer treated as sensitive', WEAKER],
      ),
    },
  },
  {
    group: 'Data',
    entries: (data) =>
      data.data.categories.flatMap(({ title, fields }) => fields.map((field) => ({ ...field, of: title }))),
    name: ({ label, of }) => `the field “${label}” (${of})`,
    added: ({ label, of }) => ({ says: `“${label}” may now be collected (${of}).`, ...NEW_USE }),
    removed: ({ label, of }) => ({ says: `“${label}” is no longer collected (${of}).`, ...LESS_USE }),
    fields: { source: changed('source', NEW_USE) },
  },
  {
    group: 'Purposes',
    entries: (data) => data.purposes.purposes,
    name: ({ title }) => `the purpose “${title}”`,
    added: ({ title, basis }) => ({
      says: `A new purpose: “${title}”, on the basis of ${BASES[basis as keyof typeof BASES].toLowerCase()}.`,
      ...NEW_USE,
    }),
    removed: ({ title }) => ({ says: `The purpose “${title}” ends.`, ...LESS_USE }),
    // What changes with a recipient or a period is told where these are compared.
    ignore: ['recipients'],
    fields: {
      basis: changed(
        'basis',
        material(
          'The legal basis is told to people, and their rights depend on it (Arts 13(1)(c), 17, 20, 21).',
        ),
        (value) => BASES[value as keyof typeof BASES].toLowerCase(),
      ),
      contact_as: changed('contact as', material('Another set of contact rules decides.')),
      channels: members(
        'channels',
        [(added) => `is now pursued by ${channels(added)} too`, NEW_USE],
        [(gone) => `is no longer pursued by ${channels(gone)}`, LESS_USE],
      ),
      data: members(
        'data',
        [(added) => `now uses ${quoted(added)} too`, NEW_USE],
        [(gone) => `no longer uses ${quoted(gone)}`, LESS_USE],
      ),
      retention: changed('retention', material('The period is told to people (Art 13(2)(a)).')),
      profiling: flag(
        'profiling',
        ['now involves profiling', NEW_USE],
        ['no longer involves profiling', LESS_USE],
      ),
      solely_automated: flag(
        'solely_automated',
        [
          'now leaves decisions to a machine',
          material('Art 22 and UK Arts 22A to 22D give people rights against it.'),
        ],
        ['no longer leaves decisions to a machine', STRONGER],
      ),
    },
  },
  {
    group: 'Topics',
    entries: (data) => data.purposes.topics,
    name: ({ title }) => `the topic “${title}”`,
    added: immaterial('Nobody is written to about it before choosing it.'),
    removed: immaterial('Permissions for it are no longer used.'),
  },
  {
    group: 'Retention',
    entries: (data) => data.retention.rules,
    name: ({ title }) => `“${title}”`,
    added: immaterial('Data gets a period; where it had none before, that is less than before.'),
    removed: material('Data that it covered no longer goes at its end.'),
    fields: {
      period: period(
        'period',
        (name) => `the retention of ${name}`,
        (entry) => periodWords(entry.period),
        material('Data is kept longer than people were told (Art 13(2)(a)).'),
        immaterial('Data goes sooner than people were told.'),
      ),
      trigger: changed('trigger', material('The period runs from another event than people were told.')),
      starts: changed(
        'starts',
        immaterial('The run follows what the trigger says; people were told the trigger.'),
      ),
      // biome-ignore lint/suspicious/noThenProperty: it is the word of the file format, and a table is never awaited
      then: changed('then', material('Something else happens at the end than people were told.')),
      data: members(
        'data',
        [(added) => `now covers ${quoted(added)} too`, UNREAD],
        [(gone) => `no longer covers ${quoted(gone)}`, WEAKER],
      ),
    },
  },
  {
    group: 'Retention',
    entries: (data) => [{ id: 'year', financial_year_ends: data.retention.financial_year_ends }],
    name: () => 'the financial year',
    fields: {
      financial_year_ends: changed(
        'last day',
        material('Periods that run from its end go on for longer or less.'),
      ),
    },
  },
];
