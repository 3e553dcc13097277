import { clockWords, countryName, longDate, periodWords } from '../../render/words.ts';
import { immaterial, material, STRONGER, UNREAD, WEAKER } from '../change.ts';
import { type Comparison, capital } from '../compare-entries.ts';
import { changed, flag, members, period } from '../field-rules.ts';

/** Who answers, how fast, who may see what, and which promises are made. */
export const ORGANISED: readonly Comparison[] = [
  {
    group: 'Rights and clocks',
    entries: (data) => data.requests.rights,
    name: ({ title }) => `the right “${title}”`,
    added: STRONGER,
    removed: WEAKER,
    fields: {
      description: changed(
        'description',
        material('What the right gives is said in other words; check that it gives no less.'),
      ),
      limits: changed('limits', material('The limits of a right change.')),
      fee: changed('fee', material('What a request costs is told to people (Art 12(5)).')),
      identity: changed('identity', material('What people have to show changes.')),
    },
  },
  {
    group: 'Rights and clocks',
    entries: (data) => data.requests.clocks,
    name: ({ title }) => `“${title}”`,
    added: STRONGER,
    removed: WEAKER,
    fields: {
      unit: changed('unit', material('The same figure now means another time.')),
      within: period(
        'within',
        (name) => `the time for ${name}`,
        (entry) => clockWords({ within: entry.within, unit: entry.unit }),
        material('People wait longer, or a permission lasts longer, than they were told.'),
        immaterial('It is over sooner than people were told.'),
      ),
    },
  },
  {
    group: 'Documents',
    entries: (data) => data.requests.documents,
    name: ({ title }) => `the document “${title}”`,
    added: STRONGER,
    removed: WEAKER,
    fields: {
      body: (_before, _after, name) => ({ says: `The text of ${name} changes.`, ...UNREAD }),
      review_clock: flag(
        'review_clock',
        ['now has to be brought up to date within a set time', STRONGER],
        ['no longer has to be brought up to date within a set time', WEAKER],
      ),
      reviewed: (_before, { reviewed }, name) => ({
        says: `${capital(name)} was last brought up to date on ${reviewed ? longDate(reviewed) : 'no known day'}.`,
        ...UNREAD,
      }),
    },
  },
  {
    group: 'Staff and safeguards',
    entries: (data) => data.staff.roles,
    name: ({ title }) => `the role “${title}”`,
    added: immaterial('Internal; people are told of recipients, not of roles.'),
    removed: immaterial('Internal; people are told of recipients, not of roles.'),
    fields: {
      may: members(
        'may',
        [
          (added) => `may now also ${added.join(', ')}`,
          material('More staff see more; the notice promises need to know.'),
        ],
        [(gone) => `may no longer ${gone.join(', ')}`, STRONGER],
      ),
      may_not: members(
        'may_not',
        [(added) => `may no longer ${added.join(', ')}`, STRONGER],
        [(gone) => `is no longer kept from this: ${gone.join(', ')}`, WEAKER],
      ),
    },
  },
  {
    group: 'Staff and safeguards',
    entries: (data) => [{ id: 'training', ...data.staff.training }],
    name: () => 'staff training',
    fields: {
      before_first_access: flag(
        'before_first_access',
        ['now comes before first access', STRONGER],
        ['no longer comes before first access', WEAKER],
      ),
      renew_every: period(
        'renew_every',
        () => 'the time between trainings',
        (entry) => periodWords(entry.renew_every),
        WEAKER,
        STRONGER,
      ),
    },
  },
  {
    group: 'Staff and safeguards',
    entries: (data) => data.staff.security,
    name: ({ title }) => `the safeguard “${title}”`,
    added: STRONGER,
    removed: WEAKER,
    fields: {
      review_every: period(
        'review_every',
        (name) => `the time between reviews of ${name}`,
        (entry) => periodWords(entry.review_every),
        WEAKER,
        STRONGER,
      ),
    },
  },
  {
    group: 'Who we are',
    entries: (data) => [data.policy.controller],
    key: () => 'controller',
    name: ({ name }) => `the controller “${name}”`,
    fields: {
      name: changed('name', material('People are told who the controller is (Art 13(1)(a)).')),
      country: changed('country', material('Another law may apply.'), (value) => countryName(String(value))),
      postal_address: changed(
        'postal address',
        material(
          'It stands in every commercial email and in the notice (Art 13(1)(a); CASL s 6(2); 15 USC 7704(a)(5)).',
        ),
      ),
      charity: changed('charity', material('Another route to permission opens or closes (PECR reg 22(3A)).')),
    },
  },
  {
    group: 'Who we are',
    entries: (data) => [{ id: 'dpo', ...data.policy.dpo }],
    name: () => 'the data protection officer',
    fields: {
      email: changed('email', material('People write there (Art 13(1)(b)).')),
      phone: changed('phone', material('People call there (Art 13(1)(b)).')),
    },
  },
  {
    group: 'Who we are',
    entries: (data) => data.policy.intake,
    name: ({ purpose }) => `the contact for “${purpose}”`,
    added: STRONGER,
    removed: WEAKER,
    fields: { email: changed('email', material('People write there; keep the old address open.')) },
  },
  {
    group: 'Who we are',
    entries: (data) => data.policy.representatives,
    key: ({ region, contact }) => `${region} ${contact.name ?? ''}`,
    name: ({ region, contact }) => `the ${region} office “${contact.name ?? ''}”`,
    added: STRONGER,
    removed: material('People are told of it (Art 13(1)(a)).'),
  },
  {
    group: 'Who we are',
    entries: (data) => data.policy.authorities,
    key: ({ for: region, name }) => `${region} ${name}`,
    name: ({ name }) => `the authority “${name}”`,
    added: STRONGER,
    removed: WEAKER,
  },
  {
    group: 'Who we are',
    entries: (data) => [data.policy],
    key: () => 'policy',
    name: ({ name }) => `the policy “${name}”`,
    // `changes` tells of the version that it stands in.
    ignore: ['version', 'changes', 'controller', 'dpo', 'intake', 'representatives', 'authorities'],
  },
  {
    group: 'Promises',
    entries: (data) => data.clauses.clauses.map((entry) => ({ ...entry, clauses: [entry.id] })),
    name: ({ id, title }) => `${id}, “${title}”`,
    added: STRONGER,
    removed: WEAKER,
    fields: {
      kind: changed('kind', WEAKER),
      checks: members(
        'checks',
        [(added) => `is now also bound to ${added.join(', ')}`, STRONGER],
        [
          (gone) => `is no longer bound to ${gone.join(', ')}`,
          material('Less shows that the promise is kept.'),
        ],
      ),
    },
  },
];
