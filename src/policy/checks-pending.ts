import type { PendingArea, PendingCheck } from './checks.ts';

/** Checks of areas that are still to be built. A promise may name one; the report counts it as pending. */
export const PENDING_CHECKS: readonly PendingCheck[] = [
  ...pending('requests', {
    'intake-mailbox': [
      'Mail to the intake address opens a request',
      'One message opens one request, with its time of receipt.',
    ],
    'intake-dpo': [
      'Mail to the data protection officer opens a case',
      'One message opens one case in the same queue.',
    ],
    'intake-any-wording': [
      'Any wording opens a request',
      '“What do you hold on me?” opens an access request.',
    ],
    'intake-post': [
      'Requests by post keep their receipt date',
      'A request entered by staff runs from the day it arrived.',
    ],
    'access-deadline': [
      'Access requests are answered in time',
      'The deadline shows its arithmetic and the answer its date.',
    ],
    'access-package': [
      'The access answer is complete',
      'The package holds every item of Art 15(1) from every system.',
    ],
    'access-form': ['The access form is optional', 'The form works, and a free-text request works as well.'],
    'redaction-reason': ['Redactions carry a reason', 'A redaction without reason and sign-off is refused.'],
    'identity-proportionate': [
      'Identity is asked for only in doubt',
      'A signed-in person is not asked; a fee needs a recorded ground.',
    ],
    'rectification-propagates': [
      'Corrections reach the recipients',
      'Each recipient of the data is told and listed.',
    ],
    'rectification-clock': ['Corrections are prompt', 'The clock of the correction is on the case.'],
    'removal-clock': [
      'Removal within the promised clock',
      'The clock runs without pauses, weekends included, and escalates at its end.',
    ],
    replies: [
      'Replies say what was done',
      'Every request gets a reply with date, result and route of complaint.',
    ],
    'authority-in-replies': [
      'Replies name the authority of the region',
      'A UK reply names the ICO and the complaint procedure.',
    ],
    'complaint-clock': [
      'Complaints are acknowledged in time',
      'The acknowledgement is due 30 days after receipt.',
    ],
    'objection-weighed': [
      'Other objections are weighed',
      'A non-marketing objection restricts until it is decided on record.',
    ],
    'erasure-propagates': ['Erasure reaches every system', 'Each connected system reports that it is done.'],
    'erasure-refusal-ground': [
      'A refused erasure names its ground',
      'A refusal without a ground of Art 17(3) cannot be sent.',
    ],
    'restriction-lift-notice': [
      'The person hears before a restriction ends',
      'Lifting without notice is refused.',
    ],
    'portability-export': [
      'Members get their data to take along',
      'The export holds what the person gave, and nothing inferred.',
    ],
    'portability-keeps': ['Taking data along deletes nothing', 'The record is unchanged after an export.'],
    'contact-by-region': [
      'Replies name the office of the region',
      'A German subject’s reply names the EU establishment.',
    ],
    'update-swiftly': ['Changes beat the statutory month', 'Median and worst time are reported.'],
  }),
  ...pending('mail', {
    'footer-unsubscribe': [
      'Every marketing email has a working way out',
      'Link and one-click work without login for 60 days and longer.',
    ],
    'bounce-marks-address': ['Dead addresses are marked', 'A hard bounce makes the address unusable.'],
    'mail-gate': ['No email leaves without a decision', 'The gateway refuses what the engine refuses.'],
  }),
  ...pending('events', {
    'photo-notice': ['Photography is announced', 'An event with imaging and no notice plan cannot go live.'],
    'photo-preference': [
      'No-photo wishes reach the photographer',
      'The person is on the list and the badge export.',
    ],
    'photo-takedown': ['Pictures can be taken down', 'A take-down is tracked to its end.'],
  }),
  ...pending('members', {
    'portal-visibility': [
      'Profiles are seen in their portal only',
      'A member of another portal, or a visitor, finds nothing.',
    ],
    'profile-field-source': ['Each profile field has a source', 'A field without one is refused.'],
    'anonymous-contributions': ['Anonymous stays anonymous', 'No member-facing output links to the profile.'],
    'portal-consent': ['Permission is per portal topic', 'A consent for one portal does not carry another.'],
  }),
  ...pending('retention', {
    'retention-run': [
      'Data goes when its period ends',
      'A record past its period and without hold is gone after the run.',
    ],
    'finance-outlives-marketing': [
      'Invoices outlive marketing data',
      'After the marketing period only the invoice fields remain.',
    ],
    'recording-retention': ['Recordings go at their period', 'A hold stops it, and nothing else does.'],
    'suppression-survives-retention': [
      'Suppression outlives retention',
      'The purge leaves suppression entries.',
    ],
  }),
  ...pending('disclosures', {
    'disclosure-gate': [
      'Data leaves only for a stated purpose',
      'A disclosure without purpose, contract or valid safeguard is refused.',
    ],
    'disclosure-permission': [
      'Data leaves only with permission',
      'A person without permission is left out and counted.',
    ],
    'disclosure-log': ['Who got what is on record', 'An access answer lists the recipients with countries.'],
    'processor-attestation': [
      'Agencies show that they screen',
      'An agency’s export without proof of screening is refused.',
    ],
  }),
  ...pending('transfers', {
    'systems-inventory': [
      'Systems are where the notice says',
      'A system in another country raises an alarm.',
    ],
    'assessment-review': ['Assessments are reviewed', 'An overdue review raises a task.'],
  }),
  ...pending('security', {
    'security-controls': ['Safeguards have owner and review date', 'An overdue one raises a task.'],
    'security-tests': ['Safeguards are tested', 'A missed test shows as overdue.'],
    'tls-only': ['Traffic is encrypted', 'Plain HTTP is refused.'],
    'breach-clock': ['Breaches are reported in time', 'At the end of the clock the case escalates.'],
    'incident-outcome': [
      'Incidents close with an outcome',
      'An incident with misuse by staff needs its outcome.',
    ],
  }),
  ...pending('staff', {
    'need-to-know': ['Staff see what their task needs', 'Access without need is refused and logged.'],
    'training-gate': ['No access without training', 'A lapsed or failed test takes access away.'],
    'staff-sign-in': ['Access needs a password', 'Every record needs a signed-in user.'],
  }),
  ...pending('notices', {
    'coverage-page': [
      'Each promise shows its proof',
      'The page lists every clause with its check and last proof.',
    ],
    'links-work': ['Links in the notice work', 'The link checker passes.'],
  }),
];

function pending(
  area: PendingArea,
  checks: Record<string, readonly [title: string, how: string]>,
): PendingCheck[] {
  return Object.entries(checks).map(([id, [title, how]]) => ({ id, title, how, area, state: 'pending' }));
}
