import { clockWords, countryName, longDate, periodWords } from '../../render/words.ts';
import { immaterial, material } from '../change.ts';
import { type Comparison, capital } from '../compare-entries.ts';
import { fieldRules } from '../field-rules.ts';
import type { Speech } from '../speech.ts';

/** Who answers, how fast, who may see what, and which promises are made. */
export function organised(speech: Speech): readonly Comparison[] {
  const { t, language } = speech;
  const { UNREAD, WEAKER, STRONGER } = speech.verdicts;
  const { changed, flag, members, period } = fieldRules(speech);

  return [
    {
      group: t.groups.rights,
      entries: (data) => data.requests.rights,
      name: ({ title }) => t.requests.right(title),
      added: STRONGER,
      removed: WEAKER,
      fields: {
        description: changed('description', material(t.requests.descriptionWhy)),
        limits: changed('limits', material(t.requests.limitsWhy)),
        fee: changed('fee', material(t.requests.feeWhy)),
        identity: changed('identity', material(t.requests.identityWhy)),
      },
    },
    {
      group: t.groups.rights,
      entries: (data) => data.requests.clocks,
      name: ({ title }) => t.quote(title),
      added: STRONGER,
      removed: WEAKER,
      fields: {
        unit: changed('unit', material(t.requests.unitWhy)),
        within: period(
          'within',
          t.requests.timeFor,
          (entry) => clockWords({ within: entry.within, unit: entry.unit }, language),
          material(t.requests.longerWhy),
          immaterial(t.requests.shorterWhy),
        ),
      },
    },
    {
      group: t.groups.documents,
      entries: (data) => data.requests.documents,
      name: ({ title }) => t.requests.document(title),
      added: STRONGER,
      removed: WEAKER,
      fields: {
        body: (_before, _after, name) => ({ says: t.requests.body(name), ...UNREAD }),
        review_clock: flag('review_clock', [t.requests.review, STRONGER], [t.requests.noReview, WEAKER]),
        reviewed: (_before, { reviewed }, name) => ({
          says: t.requests.reviewed(
            capital(name),
            reviewed ? longDate(reviewed, language) : t.requests.noDay,
          ),
          ...UNREAD,
        }),
      },
    },
    {
      group: t.groups.staff,
      entries: (data) => data.staff.roles,
      name: ({ title }) => t.staff.role(title),
      added: immaterial(t.staff.roleWhy),
      removed: immaterial(t.staff.roleWhy),
      fields: {
        may: members(
          'may',
          [(added) => t.staff.may(added.join(', ')), material(t.staff.mayWhy)],
          [(gone) => t.staff.mayNoLonger(gone.join(', ')), STRONGER],
        ),
        may_not: members(
          'may_not',
          [(added) => t.staff.mayNoLonger(added.join(', ')), STRONGER],
          [(gone) => t.staff.notKept(gone.join(', ')), WEAKER],
        ),
      },
    },
    {
      group: t.groups.staff,
      entries: (data) => [{ id: 'training', ...data.staff.training }],
      name: () => t.staff.training,
      fields: {
        before_first_access: flag(
          'before_first_access',
          [t.staff.before, STRONGER],
          [t.staff.notBefore, WEAKER],
        ),
        renew_every: period(
          'renew_every',
          () => t.staff.betweenTrainings,
          (entry) => periodWords(entry.renew_every, language),
          WEAKER,
          STRONGER,
        ),
      },
    },
    {
      group: t.groups.staff,
      entries: (data) => data.staff.security,
      name: ({ title }) => t.staff.safeguard(title),
      added: STRONGER,
      removed: WEAKER,
      fields: {
        review_every: period(
          'review_every',
          t.staff.betweenReviews,
          (entry) => periodWords(entry.review_every, language),
          WEAKER,
          STRONGER,
        ),
      },
    },
    {
      group: t.groups.us,
      entries: (data) => [data.policy.controller],
      key: () => 'controller',
      name: ({ name }) => t.us.controller(name),
      fields: {
        name: changed('name', material(t.us.nameWhy)),
        country: changed('country', material(t.us.countryWhy), (value) =>
          countryName(String(value), language),
        ),
        postal_address: changed('postal_address', material(t.us.addressWhy)),
        charity: changed('charity', material(t.us.charityWhy)),
      },
    },
    {
      group: t.groups.us,
      entries: (data) => [{ id: 'dpo', ...data.policy.dpo }],
      name: () => t.us.dpo,
      fields: {
        email: changed('email', material(t.us.emailWhy)),
        phone: changed('phone', material(t.us.phoneWhy)),
      },
    },
    {
      group: t.groups.us,
      entries: (data) => data.policy.intake,
      name: ({ purpose }) => t.us.contact(purpose),
      added: STRONGER,
      removed: WEAKER,
      fields: { email: changed('email', material(t.us.contactWhy)) },
    },
    {
      group: t.groups.us,
      entries: (data) => data.policy.representatives,
      key: ({ region, contact }) => `${region} ${contact.name ?? ''}`,
      name: ({ region, contact }) => t.us.office(region, contact.name ?? ''),
      added: STRONGER,
      removed: material(t.us.officeRemovedWhy),
    },
    {
      group: t.groups.us,
      entries: (data) => data.policy.authorities,
      key: ({ for: region, name }) => `${region} ${name}`,
      name: ({ name }) => t.us.authority(name),
      added: STRONGER,
      removed: WEAKER,
    },
    {
      group: t.groups.us,
      entries: (data) => [data.policy],
      key: () => 'policy',
      name: ({ name }) => t.us.policy(name),
      // `changes` tells of the version that it stands in.
      ignore: ['version', 'changes', 'controller', 'dpo', 'intake', 'representatives', 'authorities'],
    },
    {
      group: t.groups.promises,
      entries: (data) => data.clauses.clauses.map((entry) => ({ ...entry, clauses: [entry.id] })),
      name: ({ id, title }) => t.promises.name(id, title),
      added: STRONGER,
      removed: WEAKER,
      fields: {
        kind: changed('kind', WEAKER),
        checks: members(
          'checks',
          [(added) => t.promises.bound(added.join(', ')), STRONGER],
          [(gone) => t.promises.boundNot(gone.join(', ')), material(t.promises.boundNotWhy)],
        ),
      },
    },
  ];
}
