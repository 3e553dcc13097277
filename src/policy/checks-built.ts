import type { BuiltCheck } from './checks.ts';
import type { PolicyData } from './schema.ts';

const rules = (data: PolicyData) => data['contact-rules'].rules;
const contactsBy = (channel: string) => (data: PolicyData) =>
  data.purposes.purposes.some(({ channels }) => (channels as readonly string[]).includes(channel));
const decidesAs = (purpose: string) => (data: PolicyData) =>
  data.purposes.purposes.some(({ contact_as }) => contact_as === purpose);
const has = (requirement: 'direct_consent' | 'no_opt_out_box' | 'min_age' | 'bases') => (data: PolicyData) =>
  rules(data).some(({ require }) => require[requirement] !== undefined);

/** Checks that run today, by what they look at. */
export const BUILT_CHECKS: readonly BuiltCheck[] = [
  built('stops-win', 'Stops outrank every permission', {
    area: 'engine',
    how: 'Adding a stop to any history never turns a refusal into a permission, and decisions after it name the stop.',
    proof: { reasons: ['D_OBJECTION', 'D_UNSUBSCRIBED', 'D_WITHDRAWN'] },
    when: decidesAs('direct_marketing'),
  }),
  built('withdrawal-at-once', 'A withdrawal counts from its own instant', {
    area: 'engine',
    how: 'A contact at the very instant of a withdrawal is refused.',
    proof: { reasons: ['D_WITHDRAWN'] },
    when: (data) => data.purposes.purposes.some(({ basis }) => basis === 'consent'),
  }),
  built('marketing-opt-out-at-once', 'A marketing opt-out is never weighed', {
    area: 'engine',
    how: 'An objection or unsubscribe is refused from its own instant on, on every channel that it names.',
    proof: { reasons: ['D_OBJECTION', 'D_UNSUBSCRIBED'] },
    when: () => false,
  }),
  built('withdrawal-from-receipt', 'A withdrawal counts from the day it arrived', {
    area: 'contacts',
    how: 'A stop entered today with an earlier receipt date refuses contacts at once.',
    proof: { reasons: ['D_WITHDRAWN', 'D_OBJECTION'] },
    when: () => false,
  }),
  built('restriction-binds', 'Restricted data is not used', {
    area: 'engine',
    how: 'While a restriction stands, marketing to the person is refused.',
    proof: { reasons: ['D_RESTRICTED'] },
    when: () => false,
  }),
  built('only-the-person-returns', 'After erasure only the person opens contact again', {
    area: 'engine',
    how: 'An erased person whose details are supplied again by anyone else is refused; a new act of the person is not.',
    proof: { reasons: ['D_SUPPRESSED_ERASED'] },
    when: () => false,
  }),
  built('suppression-survives-erasure', 'The record of a stop survives erasure', {
    area: 'contacts',
    how: 'Somebody who unsubscribed and was erased stays refused after an import of the same address.',
    proof: { reasons: ['D_SUPPRESSED_ERASED'] },
    when: () => false,
  }),
  built('no-consent-from-visit', 'Visiting, registering and silence are no consent', {
    area: 'engine',
    how: 'A consent by policy text or pre-ticked box is not accepted as permission.',
    proof: { reasons: ['D_CONSENT_INVALID'] },
    when: () => false,
  }),
  built('purpose-limit', 'Use only for registered purposes', {
    area: 'engine',
    how: 'A contact for a purpose that is not registered is refused.',
    proof: { reasons: ['D_UNSUPPORTED'] },
    when: () => false,
  }),
  built('art14-first-contact', 'Where the data came from is told at first contact', {
    area: 'engine',
    how: 'Data from third parties without the Art 14 notice in or before the first message is refused, after a month as late.',
    proof: { reasons: ['D_ART14_MISSING', 'D_ART14_LATE'] },
    when: (data) => data.sources.sources.some(({ art14 }) => art14),
  }),
  built('three-casl-bases', 'Canadian email only on the three stated bases', {
    area: 'engine',
    how: 'Each other basis that CASL knows is refused by the policy; the two windows are tried on both sides to the day.',
    proof: { reasons: ['D_POLICY_STRICTER', 'D_CASL_EXPIRED'] },
    when: (data) => rules(data).some(({ require, when }) => require.bases && when.countries?.includes('CA')),
  }),
  built('casl-evidence', 'Every Canadian email stores its basis', {
    area: 'engine',
    how: 'Decisions for Canada carry the basis, the evidence, and the content that the message must have.',
    proof: { reasons: ['A_CASL_EBR_PURCHASE', 'A_CASL_EBR_INQUIRY'] },
    when: () => false,
  }),
  built('postal-address-in-mail', 'Commercial email carries the postal address', {
    area: 'engine',
    how: 'A commercial email without the sender’s postal address, identity or a way to opt out is refused.',
    proof: { reasons: ['D_CONTENT'] },
    when: () => false,
  }),
  built('california-b2b', 'California’s rules hold for business contacts too', {
    area: 'engine',
    how: 'Sharing a Californian business contact goes through the California pack.',
    proof: { reasons: ['A_CCPA_NO_OPT_OUT', 'D_OPT_OUT_SALE'] },
    when: () => false,
  }),
  built('sharing-needs-notice', 'Sponsors get nothing that was not announced', {
    area: 'engine',
    how: 'Sharing without a notice at collection, or after an opt-out or browser signal, is refused.',
    proof: { reasons: ['D_NO_NOTICE', 'D_OPT_OUT_SALE'] },
    when: (data) => data.recipients.recipients.some(({ ccpa_sale }) => ccpa_sale),
  }),
  built('no-children', 'No marketing to children', {
    area: 'engine',
    how: 'Marketing, and passing details on, are refused when the person is known to be younger than the policy’s age; in California the child or a parent may opt in.',
    proof: { reasons: ['D_MINOR', 'D_POLICY_STRICTER'] },
    when: has('min_age'),
  }),
  built('direct-consent-only', 'Marketing only with consent given directly', {
    area: 'engine',
    how: 'A company mailbox, a sale with opt-out offered, and a consent on a bought list are each refused.',
    proof: { reasons: ['D_POLICY_STRICTER'] },
    when: has('direct_consent'),
  }),
  built('no-marketing-box', 'A ticked no-marketing box wins', {
    area: 'engine',
    how: 'A ticked box on the same form as a ticked consent refuses marketing.',
    proof: { reasons: ['D_OBJECTION', 'D_POLICY_STRICTER'] },
    when: has('no_opt_out_box'),
  }),
  built('given-address-only', 'Only addresses that the person gave', {
    area: 'engine',
    how: 'An address that was appended from elsewhere is refused.',
    proof: { reasons: ['D_POLICY_STRICTER'] },
    when: (data) => rules(data).some(({ require }) => require.source_not_in),
  }),
  built('third-party-promotion', 'Promotion of others needs its own permission', {
    area: 'engine',
    how: 'A consent to the controller’s own marketing does not carry a third party’s promotion, on any channel.',
    proof: { reasons: ['D_CONSENT_SCOPE', 'D_POLICY_STRICTER'] },
    when: decidesAs('third_party_promotion'),
  }),
  built('research-no-promotion', 'Research sells nothing', {
    area: 'engine',
    how: 'Genuine research is allowed on each channel; with promotion in it, it is decided as marketing.',
    proof: { reasons: ['A_RESEARCH_NOT_DM'] },
    when: decidesAs('market_research'),
  }),
  built('uk-pack', 'UK marketing rules', {
    area: 'engine',
    how: 'Every case of the UK pack passes, each boundary on both sides.',
    proof: { reasons: ['A_SOFT_OPT_IN', 'D_SOFT_OPT_IN_FAILED', 'D_TPS_LISTED', 'D_NO_CONSENT'] },
    when: () => false,
  }),
  built('tps-screening', 'Numbers are screened before a call', {
    area: 'engine',
    how: 'A number that is unscreened, screened with a file older than 27 days, or listed for 28 days is refused.',
    proof: { reasons: ['D_NOT_SCREENED', 'D_SCREEN_STALE', 'D_TPS_LISTED'] },
    when: contactsBy('live_call'),
  }),
  built('purposes-on-notice', 'The notice states every purpose', {
    area: 'policy',
    how: 'A purpose that the notice does not state fails the check of the folder.',
    proof: { finding: 'purpose-not-stated' },
  }),
  built('one-basis-per-purpose', 'Each purpose has one legal basis', {
    area: 'policy',
    how: 'A purpose without basis or without evidence of it is refused when the folder is read.',
    proof: { finding: 'shape' },
    when: () => false,
  }),
  built('bases-from-register', 'The notice lists the bases in use', {
    area: 'policy',
    how: 'The list of bases is generated from the purposes.',
    proof: { test: 'src/policy/render/generators.test.ts' },
    when: () => false,
  }),
  built('recipients-from-register', 'The notice lists every recipient', {
    area: 'policy',
    how: 'The list of recipients is generated from the register; a notice without it fails the check.',
    proof: { finding: 'missing-art13' },
    when: () => false,
  }),
  built('retention-from-register', 'The published periods are the rules', {
    area: 'policy',
    how: 'The retention schedule is generated from the rules.',
    proof: { test: 'src/policy/render/generators.test.ts' },
    when: () => false,
  }),
  built('registered-fields-only', 'Forms collect registered fields only', {
    area: 'policy',
    how: 'A form field that belongs to no registered category fails the check of the folder.',
    proof: { finding: 'unknown-reference' },
  }),
  built('form-has-no-marketing-box', 'Every marketing form has the box', {
    area: 'policy',
    how: 'A form that collects for marketing without an opt-out box fails the check, where the policy asks for the box.',
    proof: { finding: 'form-without-box' },
    when: has('no_opt_out_box'),
  }),
  built('sponsor-choice-on-form', 'Sponsor sharing is shown with its own choice', {
    area: 'policy',
    how: 'A form with a sharing choice and no sponsor notice fails the check of the folder.',
    proof: { finding: 'form-without-sponsor-notice' },
    when: () => false,
  }),
  built('three-kinds-of-safeguards', 'Physical, technical and administrative safeguards', {
    area: 'policy',
    how: 'Each of the three kinds has at least one safeguard with an owner and a review period.',
    proof: { finding: 'missing-safeguard' },
    when: () => false,
  }),
  built('ask-before-cookies', 'Nothing is stored before the choice', {
    area: 'cookies',
    how: 'A page with every kind of embed reaches nobody and stores nothing before a choice.',
    proof: { test: 'e2e/banner-guard.test.ts' },
    when: () => false,
  }),
  built('cookie-choices-equal', 'Declining is as easy as accepting', {
    area: 'cookies',
    how: 'Both are one press of buttons that look the same, remembered and reversible.',
    proof: { test: 'e2e/banner-choice.test.ts' },
    when: () => false,
  }),
  built('cookie-withdrawal', 'The choice can be taken back', {
    area: 'cookies',
    how: 'One press deletes the declared cookies, and nothing is sent afterwards.',
    proof: { test: 'e2e/banner-choice.test.ts' },
    when: () => false,
  }),
  built('gpc-honoured', 'Browser signals count', {
    area: 'cookies',
    how: 'Global Privacy Control refuses, is shown as honoured, and yields to an explicit choice only.',
    proof: { test: 'e2e/banner-choice.test.ts' },
    when: () => false,
  }),
  built('cookies-declared', 'Only declared cookies', {
    area: 'cookies',
    how: 'The scan of a site fails on whatever cookies.yaml does not declare.',
    proof: { test: 'e2e/banner-scan.test.ts' },
    when: () => false,
  }),
  built('embeds-click-to-load', 'Embeds wait for a click', {
    area: 'cookies',
    how: 'A box stands in the place of an embed, and its provider is asked nothing before the click.',
    proof: { test: 'e2e/banner-choice.test.ts' },
    when: () => false,
  }),
  built('no-cookie-wall', 'The service works without optional cookies', {
    area: 'cookies',
    how: 'Booking a place passes in a browser that refused all of them, with and without JavaScript.',
    proof: { test: 'e2e/cookie-wall.test.ts' },
    when: () => false,
  }),
  built('analytics-not-joined', 'Statistics identify nobody', {
    area: 'cookies',
    how: 'No form asks for them, no purpose puts them beside other data, and a fact about a person that names them is refused.',
    proof: { test: 'src/policy/kept-apart.test.ts' },
    when: () => false,
  }),
  built('recipient-contract', 'Recipients are bound by contract', {
    area: 'policy',
    how: 'A recipient without a contract or statutory ground fails the check of the folder.',
    proof: { finding: 'recipient-without-contract' },
    when: () => false,
  }),
  built('transfer-mechanism', 'Each transfer has a safeguard that fits', {
    area: 'policy',
    how: 'UK data under the framework without its UK extension, and an expired safeguard, fail the check of the folder.',
    proof: { finding: 'transfer-mechanism' },
    when: () => false,
  }),
  built('transfer-assessment-signed', 'Transfers are assessed together with the recipient', {
    area: 'policy',
    how: 'Standard clauses without a risk assessment signed by two fail the check of the folder.',
    proof: { finding: 'transfer-unassessed' },
    when: () => false,
  }),
  built('authority-by-region', 'The authority to complain to is named', {
    area: 'policy',
    how: 'A folder that names no authority, or a notice that does not list them, fails the check.',
    proof: { finding: 'missing-art13' },
    when: () => false,
  }),
  built('no-automated-decisions', 'No decision of weight is left to a machine', {
    area: 'policy',
    how: 'A purpose marked as solely automated fails the check while the notice says there is none.',
    proof: { finding: 'automated-decision' },
    when: () => false,
  }),
  built('changes-named', 'What changed is said, and whether it matters', {
    area: 'policy',
    how: 'Two versions of the folder are compared in words, each change material or not with the reason.',
    proof: { test: 'src/policy/diff/diff.test.ts' },
    when: () => false,
  }),
  built('allowed-sources', 'Data only from stated sources', {
    area: 'import',
    how: 'An import from a source that the policy does not allow is refused.',
    proof: { test: 'src/contacts/import/import-contacts.test.ts' },
    when: () => false,
  }),
  built('list-purchase-entry', 'Bought-in lists have a purchase entry', {
    area: 'import',
    how: 'A bought-in list that the policy does not register cannot be imported.',
    proof: { test: 'src/contacts/import/import-contacts.test.ts' },
    when: (data) => data.sources.sources.some(({ needs_list }) => needs_list),
  }),
  built('preference-centre', 'Choices can be changed at any time', {
    area: 'preferences',
    how: 'A change in the preference centre counts at once and is logged with the words that were shown.',
    proof: { test: 'src/preferences/save-choices.test.ts' },
    when: () => false,
  }),
  built('withdrawal-any-route', 'Withdrawal by post, page or link', {
    area: 'preferences',
    how: 'A letter, the person’s own page and a link in a mail each end in a stop that refuses the next contact.',
    proof: { test: 'src/preferences/routes.test.ts' },
    when: () => false,
  }),
  built('sharing-switch', 'Sharing can be switched off', {
    area: 'preferences',
    how: 'A person who switches passing on off is left out of the next list that is screened for sharing.',
    proof: { test: 'src/preferences/leaving-lists.test.ts' },
    when: () => false,
  }),
  built('profiling-objection', 'Profiling stops on objection', {
    area: 'preferences',
    how: 'An objection takes the person out of every audience screened from then on; on websites the cookie choice ends it.',
    proof: { test: 'src/preferences/leaving-lists.test.ts' },
    when: () => false,
  }),
  built('form-notice-version', 'Forms record the notice version', {
    area: 'forms',
    how: 'A sign-up stores the version of the notice it showed, with the wording of each box.',
    proof: { test: 'src/forms/submit-form.test.ts' },
    when: () => false,
  }),
  built('form-box-stored', 'The no-marketing box is on the form and stored', {
    area: 'forms',
    how: 'Its value is kept with wording and version, and a ticked one refuses marketing whatever else is ticked.',
    proof: { test: 'src/forms/submit-form.test.ts' },
    when: () => false,
  }),
  built('form-choices-unticked', 'No box is ticked in advance', {
    area: 'forms',
    how: 'Every form that the public sees is rendered, and none of its boxes is ticked.',
    proof: { test: 'src/http/pages/forms/forms.test.ts' },
    when: () => false,
  }),
  built('marketing-notice-before-submit', 'Marketing is announced before submitting', {
    area: 'forms',
    how: 'Every form says above its button what marketing depends on and links the notice in force.',
    proof: { test: 'src/http/pages/forms/forms.test.ts' },
    when: () => false,
  }),
  built('special-category-review', 'Free text is watched for sensitive data', {
    area: 'forms',
    how: 'A health remark in a message is flagged for review; one in a field registered for it is not.',
    proof: { test: 'src/forms/submit-form.test.ts' },
    when: () => false,
  }),
  built('age-gate', 'Children cannot sign up', {
    area: 'forms',
    how: 'A year of birth that may lie below the age is refused, and nothing of the form is kept.',
    proof: { test: 'src/forms/submit-form.test.ts' },
    when: () => false,
  }),
  built('notice-versions', 'Notices are versioned and dated', {
    area: 'notices',
    how: 'Every version stays at its own address as it was published, and forms, choices and receipts link the one that was shown.',
    proof: { test: 'src/http/pages/notice' },
    when: () => false,
  }),
  built('change-log', 'Changes are public', {
    area: 'notices',
    how: 'Page and feed list every version, and any two can be compared word by word.',
    proof: { test: 'src/http/pages/notice/versions.test.ts' },
    when: () => false,
  }),
  built('material-change-plan', 'Material changes are announced', {
    area: 'notices',
    how: 'A version with a material change and no plan to tell people is refused, by the checker and by whatever loads it.',
    proof: { finding: 'material-change-unplanned' },
    when: () => false,
  }),
  built('california-notice', 'The California notice is renewed each year', {
    area: 'notices',
    how: 'The page says when it was last brought up to date; 30 days before 12 months are over there is a warning, and an error after.',
    proof: { finding: 'document-review-overdue' },
    when: (data) => data.requests.documents.some(({ review_clock }) => review_clock !== undefined),
  }),
  built('access-procedure-published', 'The access procedure is published', {
    area: 'notices',
    how: 'The document is linked from the notice, open to everybody, and says its version.',
    proof: { test: 'src/http/pages/documents/documents.test.ts' },
    when: () => false,
  }),
  built('screening-proof', 'Campaign lists carry a signed screening', {
    area: 'screening',
    how: 'Each screened list comes with a signed summary: list hash, register dates, versions and counts.',
    proof: { test: 'src/screening' },
    when: () => false,
  }),
  built('replay-as-known', 'Earlier decisions stay explainable', {
    area: 'contacts',
    how: 'A decision from before a withdrawal is replayed as known then and comes out the same.',
    proof: { test: 'src/contacts/decide-contact.test.ts' },
    when: () => false,
  }),
  built('erasure-destroys-key', 'Erasure destroys the person’s key', {
    area: 'contacts',
    how: 'After erasure a raw dump of the store holds none of the person’s values.',
    proof: { test: 'src/contacts/erase-subject.test.ts' },
    when: () => false,
  }),
  built('sealed-fields', 'Personal values are encrypted at rest', {
    area: 'store',
    how: 'A raw dump of the store shows no personal value in clear.',
    proof: { test: 'src/contacts/erase-subject.test.ts' },
    when: () => false,
  }),
  built('consent-evidence', 'A consent keeps its evidence', {
    area: 'contacts',
    how: 'A consent without wording, notice version, method, time and source is refused.',
    proof: { test: 'src/facts/add-fact.test.ts' },
    when: () => false,
  }),
  built('separate-address-state', 'Each address has its own permissions', {
    area: 'contacts',
    how: 'Two addresses of one person hold separate permissions.',
    proof: { test: 'src/contacts/decide-contact.test.ts' },
    when: () => false,
  }),
];

function built(id: string, title: string, rest: Omit<BuiltCheck, 'id' | 'title' | 'state'>): BuiltCheck {
  return { id, title, state: 'built', ...rest };
}
