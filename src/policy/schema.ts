import { z } from 'zod';

/**
 * The files of a policy folder, one schema each. They are the source of the JSON Schemas that editors read
 * (`heed policy schema`), of the checks, and of the types that the rest of Heed sees.
 *
 * Conventions: ids are kebab-case; periods and clocks are ISO 8601 durations (`P24M`, `PT48H`); clauses are ids of
 * the clause register (`CMP-96`); texts that the public reads are plain English Markdown without links to third parties.
 */

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
const clause = z.string().regex(/^[A-Z]+-[0-9]{2,3}$/, 'a clause id looks like CMP-96');
const clauses = z.array(clause).default([]);
const country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters (ISO 3166-1)');
const duration = z
  .string()
  .regex(
    /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    'use an ISO 8601 duration such as P24M or PT48H',
  );
const date = z.iso.date();
const text = z.string().min(1);
const channel = z.enum(['email', 'sms', 'social_dm', 'live_call', 'automated_call', 'fax', 'post']);
const enginePurpose = z.enum([
  'direct_marketing',
  'third_party_promotion',
  'consent_request',
  'market_research',
  'service',
  'share_third_party',
  'sale_optin_request',
  'legal_disclosure',
]);
/** True where the source text lost its list and the operator still has to confirm the content. */
const confirm = z.boolean().default(false);

const postalAddress = z.strictObject({ lines: z.array(text).min(1), country });
const contactPoint = z.strictObject({
  name: text.optional(),
  email: z.email().optional(),
  phone: text.optional(),
  url: z.url().optional(),
  address: postalAddress.optional(),
  clauses,
});

/** `policy.yaml`: who speaks, for whom, and how to reach them. */
export const policyFile = z.strictObject({
  id,
  name: text,
  /** Other ids under which requests may name this policy. */
  aliases: z.array(id).default([]),
  /** Version of the folder: the date from which it is meant to be in force, with a suffix where two share a day. */
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  languages: z.array(z.string()).min(1).default(['en']),
  clauses_prefix: z.string().regex(/^[A-Z]+$/),
  controller: z.strictObject({
    id,
    name: text,
    profile: text,
    country,
    charity: z.boolean().default(false),
    registered_charity_ca: z.boolean().default(false),
    pensions_authorised: z.boolean().default(false),
    postal_address: postalAddress,
    clauses,
  }),
  dpo: contactPoint,
  /** Where requests and questions arrive; each becomes an intake channel. */
  intake: z.array(contactPoint.extend({ id, purpose: text })).min(1),
  /** Establishments and representatives by region of the person. */
  representatives: z.array(
    z.strictObject({
      region: z.enum(['EU', 'UK']),
      kind: z.enum(['establishment', 'representative']),
      contact: contactPoint,
      clauses,
    }),
  ),
  /** Supervisory authorities to name, by country or region of the person. */
  authorities: z
    .array(z.strictObject({ for: text, name: text, url: z.url(), complaint_route: text.optional(), clauses }))
    .min(1),
  websites: z.array(z.url()).default([]),
  clauses,
});

/** `data.yaml`: what may be collected at all. A form field outside it cannot be published. */
export const dataFile = z.strictObject({
  categories: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        special_category: z.boolean().default(false),
        fields: z
          .array(
            z.strictObject({
              id,
              label: text,
              /** Why this field is needed. */
              reason: text,
              kind: z.enum([
                'text',
                'email',
                'tel',
                'date',
                'year',
                'number',
                'choice',
                'longtext',
                'address',
                'country',
                'file',
              ]),
              source: z
                .enum(['person', 'contribution', 'observed', 'third_party', 'staff'])
                .default('person'),
            }),
          )
          .min(1),
        clauses,
        confirm,
      }),
    )
    .min(1),
});

/** `purposes.yaml`: what data is used for. Exactly one legal basis a purpose. */
export const purposesFile = z.strictObject({
  purposes: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        /** The engine purpose that a contact under this purpose is decided as; absent for purposes without contact. */
        contact_as: enginePurpose.optional(),
        basis: z.enum(['consent', 'contract', 'legal_obligation', 'legitimate_interests']),
        /** The statute, the contract term, or the interest that was weighed. */
        basis_evidence: text,
        channels: z.array(channel).default([]),
        data: z.array(id).min(1),
        recipients: z.array(id).default([]),
        retention: id,
        profiling: z.boolean().default(false),
        solely_automated: z.boolean().default(false),
        /** W3C DPV term. */
        dpv: text,
        clauses,
        confirm,
      }),
    )
    .min(1),
  topics: z.array(z.strictObject({ id, title: text, clauses })).min(1),
});

const dataFrom = z.enum(['list', 'direct', 'unknown']);

/** `contact-rules.yaml`: stricter than law, declarative. Shapes as `ContactPolicy` of the engine. */
export const contactRulesFile = z.strictObject({
  options: z
    .strictObject({ tps_grace: z.boolean().optional(), casl_same_day: z.boolean().optional() })
    .default({}),
  rules: z.array(
    z.strictObject({
      id,
      clauses: z.array(clause).min(1),
      says: text,
      when: z.strictObject({
        countries: z.array(country).optional(),
        channels: z.array(channel).optional(),
        purposes: z.array(z.union([enginePurpose, z.literal('marketing')])).optional(),
        data_from: z.array(dataFrom).optional(),
      }),
      require: z
        .strictObject({
          bases: z
            .array(
              z.strictObject({ reason: z.string().regex(/^A_[A-Z_]+$/), product_prefix: text.optional() }),
            )
            .optional(),
          direct_consent: z.literal(true).optional(),
          no_opt_out_box: z.literal(true).optional(),
          source_not_in: z.array(text).min(1).optional(),
          min_age: z.int().min(1).max(25).optional(),
          never: z.literal(true).optional(),
        })
        .refine((r) => Object.keys(r).length === 1, 'a rule requires exactly one thing'),
    }),
  ),
  /** Clauses that stand behind a reason code, for explanations: `D_UNSUBSCRIBED: [CMP-61, CMP-73]`. */
  reason_clauses: z.record(z.string().regex(/^[AD]_[A-Z0-9_]+$/), z.array(clause)).default({}),
  /** The author's own nevers, proven over the whole state space by `heed policy verify`. */
  nevers: z
    .array(
      z.strictObject({
        id,
        says: text,
        clauses,
        /** States in which an allow would break the promise. Every field given must match. */
        when: z.strictObject({
          countries: z.array(country).optional(),
          channels: z.array(channel).optional(),
          purposes: z.array(z.union([enginePurpose, z.literal('marketing')])).optional(),
          subscriber: z.enum(['individual', 'corporate']).optional(),
          data_from: z.array(dataFrom).optional(),
          /** A stop of any kind that no later consent lifts. */
          stopped: z.boolean().optional(),
          restricted: z.boolean().optional(),
          erased: z.boolean().optional(),
          /** A consent given directly to this controller that covers the contact. */
          direct_consent: z.boolean().optional(),
          /** Listed on TPS or CTPS for 28 days or more. */
          listed: z.boolean().optional(),
          screened: z.boolean().optional(),
          under_age: z.boolean().optional(),
          /** The no-marketing box was ticked and no later direct consent takes it back. */
          box_ticked: z.boolean().optional(),
        }),
        /** With it, an allow on one of these bases is no breach. */
        unless_basis: z.array(z.string()).optional(),
      }),
    )
    .default([]),
});

/** `sources.yaml`: where contact data may come from, and the purchase entries of bought-in lists. */
export const sourcesFile = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        id,
        title: text,
        /** How the engine reads it: `subject` for the person, `third_party` for anyone else. */
        from: z.enum(['subject', 'third_party', 'enrichment']),
        needs_list: z.boolean().default(false),
        art14: z.boolean().default(false),
        clauses,
      }),
    )
    .min(1),
  refused: z.array(z.strictObject({ id, reason: text, clauses })).default([]),
  lists: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9-]+$/),
        title: text,
        seller: text,
        purchased: date,
        consent_wording: text,
        sample_evidence: text,
        notes: text.optional(),
      }),
    )
    .default([]),
});

/** `forms.yaml`: collection points. */
export const formsFile = z.strictObject({
  forms: z
    .array(
      z.strictObject({
        id,
        title: text,
        intro: text,
        kind: z.enum(['web', 'paper', 'phone', 'badge']),
        source: id,
        purposes: z.array(id).min(1),
        fields: z
          .array(z.strictObject({ field: id, required: z.boolean().default(false), hint: text.optional() }))
          .min(1),
        choices: z
          .array(
            z.strictObject({
              id,
              label: text,
              /** `opt_in` gives a consent, `opt_out` is the no-marketing box, `share` lets sponsors have the details. */
              kind: z.enum(['opt_in', 'opt_out', 'share']),
              purposes: z.array(enginePurpose).min(1),
              channels: z.array(channel).default([]),
              topics: z.array(id).default([]),
              clauses,
            }),
          )
          .default([]),
        double_opt_in: z.boolean().default(false),
        /** Ask for the year of birth and refuse below this age. */
        min_age: z.int().optional(),
        portal: id.optional(),
        sponsor_notice: text.optional(),
        photo_notice: text.optional(),
        submit: text,
        clauses,
      }),
    )
    .min(1),
});

/** `cookies.yaml`: everything that is written to or read from a device. */
export const cookiesFile = z.strictObject({
  mode: z.strictObject({
    /** Where the UK exceptions (statistics, appearance) are used instead of asking. */
    uk_exceptions: z.boolean(),
    ask_again_after: duration,
    honour_gpc: z.boolean().default(true),
    clauses,
  }),
  categories: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        strictly_necessary: z.boolean().default(false),
        exception: z.enum(['statistical', 'appearance']).optional(),
        clauses,
      }),
    )
    .min(1),
  cookies: z.array(
    z.strictObject({
      name: text,
      category: id,
      provider: text,
      purpose: text,
      /** For strictly necessary ones: why the service cannot work without it. */
      necessity: text.optional(),
      duration: z.union([duration, z.literal('session')]),
      identifies_device: z.boolean().default(false),
      storage: z.enum(['cookie', 'local', 'session']).default('cookie'),
      clauses,
    }),
  ),
  embeds: z
    .array(
      z.strictObject({
        id,
        provider: text,
        origins: z.array(text).min(1),
        category: id,
        notice_url: z.url(),
        joint_controller: z.boolean().default(false),
        clauses,
      }),
    )
    .default([]),
});

/** `retention.yaml`: how long, from what, and what then. */
export const retentionFile = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        id,
        title: text,
        data: z.array(id).min(1),
        /** The event from which the period runs, in words the public understands. */
        trigger: text,
        period: z.union([duration, z.literal('until-withdrawn'), z.literal('while-needed')]),
        // biome-ignore lint/suspicious/noThenProperty: it is the word of the file format, and a schema is never awaited
        then: z.enum(['delete', 'anonymise', 'keep-hash']),
        why: text,
        holds: z.boolean().default(true),
        clauses,
        confirm,
      }),
    )
    .min(1),
});

/** `recipients.yaml`: who gets data, under what contract, and how it may cross borders. */
export const recipientsFile = z.strictObject({
  recipients: z
    .array(
      z.strictObject({
        id,
        title: text,
        description: text,
        role: z.enum(['controller', 'joint_controller', 'processor']),
        countries: z.array(country).min(1),
        purposes: z.array(id).min(1),
        contract: z.enum(['art28', 'joint', 'c2c', 'statutory', 'none']),
        /** Sale or sharing in the sense of the CCPA. */
        ccpa_sale: z.boolean().default(false),
        clauses,
        confirm,
      }),
    )
    .min(1),
  transfers: z
    .array(
      z.strictObject({
        id,
        recipient: id,
        from: z.enum(['UK', 'EEA', 'UK+EEA']),
        to: country,
        mechanism: z.enum(['adequacy', 'scc', 'scc+uk-addendum', 'idta', 'dpf', 'dpf+uk-extension']),
        scc_module: z.enum(['1', '2', '3', '4']).optional(),
        risk_assessment: z.strictObject({ signed_by: z.array(text), review_by: date }).optional(),
        checked_on: date,
        valid_until: date.optional(),
        fallback: text.optional(),
        clauses,
      }),
    )
    .default([]),
  systems: z.array(z.strictObject({ id, title: text, country, operator: text, clauses })).default([]),
});

/** `portals.yaml`: divisions and member portals; may be empty. */
export const portalsFile = z.strictObject({
  portals: z.array(
    z.strictObject({
      id,
      title: text,
      topics: z.array(id).min(1),
      profile_visibility: z.enum(['same-portal-members', 'nobody']),
      anonymous_contributions: z.boolean().default(true),
      clauses,
      confirm,
    }),
  ),
  events: z
    .strictObject({
      imaging: z.boolean(),
      imaging_basis: text,
      imaging_notice: text,
      imaging_channels: z.array(text),
      clauses,
    })
    .optional(),
});

/** `requests.yaml`: rights, how to use them, and the clocks the organisation holds itself to. */
export const requestsFile = z.strictObject({
  rights: z
    .array(
      z.strictObject({
        id: z.enum([
          'access',
          'rectification',
          'erasure',
          'restriction',
          'portability',
          'objection',
          'withdrawal',
          'complaint',
          'opt-out-sale',
        ]),
        title: text,
        description: text,
        limits: text.optional(),
        identity: z.enum(['none', 'when-in-doubt']).default('when-in-doubt'),
        fee: z.enum(['never', 'manifestly-unfounded-or-excessive']).default('never'),
        clauses,
      }),
    )
    .min(1),
  clocks: z
    .array(
      z.strictObject({
        id,
        title: text,
        /** A statutory or promised limit; `elapsed` runs without pauses. */
        within: duration,
        unit: z.enum(['elapsed', 'calendar', 'business-days']),
        applies_to: z.array(text).min(1),
        law: text.optional(),
        clauses,
      }),
    )
    .min(1),
  documents: z.array(z.strictObject({ id, title: text, body: text, clauses })).default([]),
});

/** `staff.yaml`: who inside may do what, and the training that access depends on. */
export const staffFile = z.strictObject({
  roles: z
    .array(
      z.strictObject({
        id,
        title: text,
        may: z.array(text).min(1),
        may_not: z.array(text).default([]),
        clauses,
      }),
    )
    .min(1),
  training: z.strictObject({
    course: text,
    pass_mark: z.int().min(1).max(100),
    renew_every: duration,
    before_first_access: z.boolean(),
    clauses,
  }),
  security: z
    .array(
      z.strictObject({
        id,
        title: text,
        category: z.enum(['physical', 'technical', 'administrative']),
        owner: text,
        review_every: duration,
        clauses,
      }),
    )
    .min(1),
});

/**
 * `clauses.yaml`: the clause register of the notice that this folder answers for, one entry a clause, nothing dropped.
 * A promise (`P`) or choice (`U`) names at least one check; a wording that cannot do its legal work (`X`) says what is
 * done instead; a disclosure (`D`) says where the folder states it.
 */
export const clausesFile = z.strictObject({
  clauses: z
    .array(
      z.strictObject({
        id: clause,
        kind: z.enum(['P', 'D', 'U', 'S', 'X']),
        title: text,
        checks: z.array(z.string()).default([]),
        stated_in: z.array(z.string()).default([]),
        instead: text.optional(),
        /** The list or link was lost in the source text and its content is the operator's to confirm. */
        confirm,
      }),
    )
    .min(1),
});

export const FILES = {
  policy: policyFile,
  data: dataFile,
  purposes: purposesFile,
  'contact-rules': contactRulesFile,
  sources: sourcesFile,
  forms: formsFile,
  cookies: cookiesFile,
  retention: retentionFile,
  recipients: recipientsFile,
  portals: portalsFile,
  requests: requestsFile,
  staff: staffFile,
  clauses: clausesFile,
} as const;

export type FileName = keyof typeof FILES;
/** A policy folder once read: every file by its name, and the notice prose by language. */
export type PolicyData = { [K in FileName]: z.infer<(typeof FILES)[K]> };
