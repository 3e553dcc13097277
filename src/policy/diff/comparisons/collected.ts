import { periodWords } from '../../render/words.ts';
import { immaterial, material } from '../change.ts';
import type { Comparison } from '../compare-entries.ts';
import { fieldRules } from '../field-rules.ts';
import type { Speech } from '../speech.ts';

/** What is collected, for what, and for how long. */
export function collected(speech: Speech): readonly Comparison[] {
  const { t, texts, language, quoted } = speech;
  const { UNREAD, NEW_USE, LESS_USE, WEAKER, STRONGER } = speech.verdicts;
  const { changed, flag, members, period } = fieldRules(speech);
  const channelWords: Readonly<Record<string, string>> = texts.lists.channels;
  const channels = (values: string[]) => values.map((value) => channelWords[value] ?? value).join(', ');
  const basisWords = (value: unknown) =>
    texts.words.bases[value as keyof typeof texts.words.bases].toLowerCase();

  return [
    {
      group: t.groups.data,
      entries: (data) => data.data.categories,
      name: ({ title }) => t.data.name(title),
      added: ({ title, special_category }) => ({
        says: special_category ? t.data.addedSensitive(title) : t.data.added(title),
        ...NEW_USE,
      }),
      removed: ({ title }) => ({ says: t.data.removed(title), ...LESS_USE }),
      ignore: ['fields'],
      fields: {
        special_category: flag(
          'special_category',
          [t.data.sensitive, immaterial(t.data.sensitiveWhy)],
          [t.data.notSensitive, WEAKER],
        ),
      },
    },
    {
      group: t.groups.data,
      entries: (data) =>
        data.data.categories.flatMap(({ title, fields }) => fields.map((field) => ({ ...field, of: title }))),
      name: ({ label, of }) => t.data.field(label, of),
      added: ({ label, of }) => ({ says: t.data.fieldAdded(label, of), ...NEW_USE }),
      removed: ({ label, of }) => ({ says: t.data.fieldRemoved(label, of), ...LESS_USE }),
      fields: { source: changed('source', NEW_USE) },
    },
    {
      group: t.groups.purposes,
      entries: (data) => data.purposes.purposes,
      name: ({ title }) => t.purposes.name(title),
      added: ({ title, basis }) => ({
        says: t.purposes.added(title, basisWords(basis)),
        ...NEW_USE,
      }),
      removed: ({ title }) => ({ says: t.purposes.removed(title), ...LESS_USE }),
      // What changes with a recipient or a period is told where these are compared.
      ignore: ['recipients'],
      fields: {
        basis: changed('basis', material(t.purposes.basisWhy), basisWords),
        contact_as: changed('contact_as', material(t.purposes.contactAsWhy)),
        channels: members(
          'channels',
          [(added) => t.purposes.channels(channels(added)), NEW_USE],
          [(gone) => t.purposes.channelsGone(channels(gone)), LESS_USE],
        ),
        data: members(
          'data',
          [(added) => t.purposes.uses(quoted('data', added)), NEW_USE],
          [(gone) => t.purposes.usesNot(quoted('data', gone)), LESS_USE],
        ),
        retention: changed('retention', material(t.purposes.retentionWhy), (value) =>
          value === undefined ? t.nothing : quoted('retention', [String(value)]),
        ),
        profiling: flag('profiling', [t.purposes.profiling, NEW_USE], [t.purposes.noProfiling, LESS_USE]),
        solely_automated: flag(
          'solely_automated',
          [t.purposes.machine, material(t.purposes.machineWhy)],
          [t.purposes.noMachine, STRONGER],
        ),
      },
    },
    {
      group: t.groups.topics,
      entries: (data) => data.purposes.topics,
      name: ({ title }) => t.purposes.topic(title),
      added: immaterial(t.purposes.topicAddedWhy),
      removed: immaterial(t.purposes.topicRemovedWhy),
    },
    {
      group: t.groups.retention,
      entries: (data) => data.retention.rules,
      name: ({ title }) => t.quote(title),
      added: immaterial(t.retention.addedWhy),
      removed: material(t.retention.removedWhy),
      fields: {
        period: period(
          'period',
          t.retention.of,
          (entry) => periodWords(entry.period, language),
          material(t.retention.longerWhy),
          immaterial(t.retention.shorterWhy),
        ),
        trigger: changed('trigger', material(t.retention.triggerWhy)),
        starts: changed('starts', immaterial(t.retention.startsWhy)),
        // biome-ignore lint/suspicious/noThenProperty: it is the word of the file format, and a table is never awaited
        then: changed('then', material(t.retention.thenWhy)),
        data: members(
          'data',
          [(added) => t.retention.covers(quoted('data', added)), UNREAD],
          [(gone) => t.retention.coversNot(quoted('data', gone)), WEAKER],
        ),
      },
    },
    {
      group: t.groups.retention,
      entries: (data) => [{ id: 'year', last_day: data.retention.financial_year_ends }],
      name: () => t.retention.year,
      fields: {
        last_day: changed('last_day', material(t.retention.yearWhy)),
      },
    },
  ];
}
