import { immaterial, material, type Verdict } from '../change.ts';
import { type Comparison, capital, type Entry } from '../compare-entries.ts';
import { fieldRules } from '../field-rules.ts';
import type { Speech } from '../speech.ts';

/** Under which rules people are contacted, where their data comes from, and what forms ask them. */
export function asked(speech: Speech): readonly Comparison[] {
  const { t, quoted, called } = speech;
  const { UNREAD, NEW_USE, LESS_USE, WEAKER, STRONGER } = speech.verdicts;
  const { changed, flag, members } = fieldRules(speech);
  const moreContact: Verdict = { ...material(t.contact.moreWhy), contact: 'more' };
  const fewerContact: Verdict = { ...immaterial(t.contact.fewerWhy), contact: 'fewer' };
  const otherContact: Verdict = { ...material(t.contact.otherWhy), contact: 'other' };
  const newWording = immaterial(t.forms.wordingWhy);

  return [
    {
      group: t.groups.contactRules,
      entries: (data) => data['contact-rules'].rules,
      name: ({ says }) => t.contact.name(says),
      added: ({ says }) => ({
        says: t.contact.added(says),
        ...fewerContact,
      }),
      removed: ({ says }) => ({
        says: t.contact.removed(says),
        ...moreContact,
      }),
      fields: {
        when: changed('when', {
          ...material(t.contact.whenWhy),
          contact: 'other',
        }),
        require: (before, after, name) => ({
          says: t.contact.requires(name, requirement(before, speech), requirement(after, speech)),
          ...(loosens(before, after) ? moreContact : otherContact),
        }),
        unless_basis: changed('unless_basis', otherContact),
      },
    },
    {
      group: t.groups.contactRules,
      entries: (data) => [{ id: 'options', ...data['contact-rules'].options }],
      name: () => t.contact.rules,
      fields: {
        tps_grace: (_before, { tps_grace }) => ({
          says: tps_grace === false ? t.contact.graceUnused : t.contact.graceUsed,
          ...(tps_grace === false ? fewerContact : moreContact),
        }),
        casl_same_day: (_before, { casl_same_day }) => ({
          says: casl_same_day ? t.contact.sameDay : t.contact.notSameDay,
          ...(casl_same_day ? moreContact : fewerContact),
        }),
      },
    },
    {
      group: t.groups.contactRules,
      entries: (data) => data['contact-rules'].nevers,
      name: ({ says }) => t.contact.never(says),
      added: immaterial(t.contact.neverAddedWhy),
      removed: material(t.contact.neverRemovedWhy),
      fields: {
        when: changed('when', UNREAD),
        unless_basis: changed('unless_basis', material(t.contact.unlessWhy)),
      },
    },
    {
      group: t.groups.sources,
      entries: (data) => data.sources.sources,
      name: ({ title }) => t.sources.name(title),
      added: ({ title }) => ({
        says: t.sources.added(title),
        ...material(t.sources.addedWhy),
      }),
      removed: LESS_USE,
      fields: {
        art14: flag('art14', [t.sources.notice, STRONGER], [t.sources.noNotice, WEAKER]),
      },
    },
    {
      group: t.groups.sources,
      entries: (data) => data.sources.refused,
      name: ({ id }) => t.sources.refused(id),
      added: STRONGER,
      removed: ({ id }) => ({ says: t.sources.refusedGone(id), ...WEAKER }),
    },
    {
      group: t.groups.sources,
      entries: (data) => data.sources.lists,
      name: ({ title, seller }) => t.sources.list(title, seller),
      added: immaterial(t.sources.listAddedWhy),
      removed: immaterial(t.sources.listRemovedWhy),
    },
    {
      group: t.groups.forms,
      entries: (data) => data.forms.forms,
      name: ({ title }) => t.forms.name(title),
      added: immaterial(t.forms.readBefore),
      removed: LESS_USE,
      ignore: ['fields', 'choices'],
      fields: {
        ends: (_before, { ends }, name) => ({
          says: ends === 'later' ? t.forms.endsLater(name) : t.forms.endsReceipt(name),
          ...immaterial(t.forms.endsWhy),
        }),
        double_opt_in: flag('double_opt_in', [t.forms.confirms, STRONGER], [t.forms.confirmsNot, WEAKER]),
        purposes: members(
          'purposes',
          [(added) => t.forms.collects(quoted('purposes', added)), NEW_USE],
          [(gone) => t.forms.collectsNot(quoted('purposes', gone)), LESS_USE],
        ),
        min_age: changed('min_age', material(t.forms.minAgeWhy)),
      },
    },
    {
      group: t.groups.forms,
      entries: (data) =>
        data.forms.forms.flatMap((form) =>
          form.fields.map((field) => ({ ...field, id: `${form.id}/${field.field}`, of: form.title })),
        ),
      name: ({ field, of }) => t.forms.field(called('fields', field), of),
      added: immaterial(t.forms.seenBefore),
      removed: LESS_USE,
      fields: {
        required: flag(
          'required',
          [t.forms.required, immaterial(t.forms.seenBefore)],
          [t.forms.optional, LESS_USE],
        ),
      },
    },
    {
      group: t.groups.forms,
      entries: (data) =>
        data.forms.forms.flatMap((form) =>
          form.choices.map((choice) => ({ ...choice, id: `${form.id}/${choice.id}`, of: form.title })),
        ),
      name: (choice) => t.forms.choiceOn(boxName(choice, speech), choice.of),
      added: (choice) => ({ says: t.forms.choiceAdded(choice.of, boxName(choice, speech)), ...STRONGER }),
      removed: (choice) => ({
        says: t.forms.choiceRemoved(
          choice.kind === 'opt_out' ? t.forms.theBox : capital(boxName(choice, speech)),
          choice.of,
        ),
        ...(choice.kind === 'opt_in' ? LESS_USE : material(t.forms.choiceRemovedWhy)),
      }),
      fields: {
        label: changed('label', newWording),
        channels: changed('channels', newWording),
        topics: changed('topics', newWording),
      },
    },
  ];
}

function requirement(entry: Entry, { t }: Speech): string {
  const [kind, value] = Object.entries(entry.require)[0] ?? ['nothing', null];
  if (kind === 'bases') return (value as { reason: string }[]).map(({ reason }) => reason).join(', ');
  return t.fieldName(kind) + (value === true ? '' : ` ${value}`);
}

function loosens(before: Entry, after: Entry): boolean {
  if (before.require.bases && after.require.bases)
    return after.require.bases.length > before.require.bases.length;
  if (before.require.min_age && after.require.min_age) return after.require.min_age < before.require.min_age;
  return false;
}

function boxName({ kind, label }: Entry, { t }: Speech): string {
  if (kind === 'opt_out') return t.forms.box(label);
  return kind === 'share' ? t.forms.sharing(label) : t.forms.choice(label);
}
