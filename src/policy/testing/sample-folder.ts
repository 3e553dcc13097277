/**
 * A small policy folder without findings, for tests: a fictional British club. Each test breaks one thing in it.
 */
export function sampleFolder(): Map<string, string> {
  return new Map(Object.entries(FILES).map(([name, text]) => [name, text.trimStart()]));
}

const FILES: Readonly<Record<string, string>> = {
  'policy.yaml': `
id: club
name: Example Club privacy notice
aliases: [the-club]
version: '2026-11-22'
clauses_prefix: CLB
controller:
  id: club
  name: Example Club
  profile: A club for people who like examples.
  country: GB
  postal_address: { lines: [1 Example Street, London], country: GB }
dpo: { name: Privacy lead, email: privacy@club.example.org }
intake:
  - { id: rights, purpose: Use your rights, email: privacy@club.example.org }
representatives: []
authorities:
  - { for: GB, name: Information Commissioner's Office, url: 'https://ico.org.uk' }
`,
  'data.yaml': `
categories:
  - id: contact-details
    title: Contact details
    description: Your name and how to reach you.
    fields:
      - { id: name, label: Name, reason: To address you, kind: text }
      - { id: email, label: Email address, reason: To write to you, kind: email }
`,
  'purposes.yaml': `
purposes:
  - id: membership
    title: Running your membership
    description: We keep you informed about your membership.
    contact_as: service
    basis: contract
    basis_evidence: The membership you take out.
    channels: [email]
    data: [contact-details]
    recipients: [mailer]
    retention: members
    dpv: dpv:MemberPartnerManagement
  - id: news
    title: Sending you news
    description: We write to you about events.
    contact_as: direct_marketing
    basis: consent
    basis_evidence: The box you ticked.
    channels: [email]
    data: [contact-details]
    recipients: [mailer]
    retention: members
    dpv: dpv:DirectMarketing
topics:
  - { id: events, title: Events }
`,
  'contact-rules.yaml': `
rules:
  - id: own-yes
    clauses: [CLB-02]
    says: Marketing needs your own yes.
    when: { purposes: [marketing] }
    require: { direct_consent: true }
  - id: box
    clauses: [CLB-02]
    says: A ticked no-marketing box wins.
    when: { purposes: [marketing] }
    require: { no_opt_out_box: true }
`,
  'sources.yaml': `
sources:
  - { id: website-form, title: Forms on our website, from: subject }
`,
  'forms.yaml': `
forms:
  - id: join
    title: Join the club
    intro: Tell us who you are.
    kind: web
    source: website-form
    purposes: [membership, news]
    fields:
      - { field: name, required: true }
      - { field: email, required: true }
    choices:
      - { id: yes-news, label: Email me about events, kind: opt_in, purposes: [direct_marketing], channels: [email], topics: [events] }
      - { id: no-news, label: Send me no marketing, kind: opt_out, purposes: [direct_marketing] }
    submit: Join
`,
  'cookies.yaml': `
mode: { uk_exceptions: false, ask_again_after: P6M }
categories:
  - { id: necessary, title: Necessary, description: Without them the site does not work., strictly_necessary: true }
cookies:
  - { name: club_session, category: necessary, provider: Example Club, purpose: Keeps you logged in, necessity: Pages could not know that you are you, duration: session }
`,
  'retention.yaml': `
rules:
  - id: members
    title: Member data
    data: [contact-details]
    trigger: the end of your membership
    period: P24M
    then: delete
    why: To answer questions afterwards.
`,
  'recipients.yaml': `
recipients:
  - id: mailer
    title: Email delivery
    description: It sends our messages.
    role: processor
    countries: [GB, US]
    purposes: [membership, news]
    contract: art28
transfers:
  - id: mailer-us
    recipient: mailer
    from: UK
    to: US
    mechanism: scc+uk-addendum
    scc_module: '2'
    risk_assessment: { signed_by: [Privacy lead, The mailer], review_by: 2027-10-01 }
    checked_on: 2026-10-01
    valid_until: 2028-10-01
`,
  'portals.yaml': `
portals: []
`,
  'requests.yaml': `
rights:
  - { id: access, title: See it, description: Ask what we hold. }
  - { id: rectification, title: Correct it, description: Tell us what is wrong. }
  - { id: erasure, title: Erase it, description: Ask us to erase it. }
  - { id: restriction, title: Pause it, description: Ask us to pause. }
  - { id: portability, title: Take it along, description: Get a copy for elsewhere. }
  - { id: objection, title: Object, description: Object to marketing and it stops. }
  - { id: withdrawal, title: Take a permission back, description: Any route will do. }
  - { id: complaint, title: Complain, description: To us or to the authority. }
clocks:
  - { id: rights-request, title: Answer to a request, within: P1M, unit: calendar, applies_to: [GB], law: UK GDPR Art 12(3) }
  - { id: stop-link, title: Life of a stop link, within: P60D, unit: calendar, applies_to: [any] }
  - { id: breach, title: Report of a breach, within: PT72H, unit: elapsed, applies_to: [GB] }
  - { id: complaint-acknowledgement, title: Acknowledgement of a complaint, within: P30D, unit: calendar, applies_to: [GB] }
`,
  'staff.yaml': `
roles:
  - { id: office, title: Office, may: [read members] }
training: { course: Privacy, pass_mark: 80, renew_every: P12M, before_first_access: true }
security:
  - { id: doors, title: Locked doors, category: physical, owner: Office, review_every: P12M }
  - { id: tls, title: Encrypted connections, category: technical, owner: Office, review_every: P6M }
  - { id: roles, title: Access by role, category: administrative, owner: Office, review_every: P6M }
`,
  'clauses.yaml': `
clauses:
  - id: CLB-01
    kind: P
    title: The notice says what happens
    checks: [purposes-on-notice, registered-fields-only]
    stated_in: [notice.en.md]
  - id: CLB-02
    kind: P
    title: Marketing needs your own yes
    checks: [direct-consent-only, no-marketing-box, form-has-no-marketing-box, stops-win, withdrawal-at-once]
    stated_in: [notice.en.md, contact-rules.yaml]
  - id: CLB-03
    kind: D
    title: Version and date
    stated_in: [notice.en.md]
  - id: CLB-04
    kind: X
    title: A visit counts as consent
    instead: Nothing is recorded from a visit.
`,
  'notice.en.md': `
# Privacy notice of {{controller.name}}

[Version {{version}} of {{effective}}.]{CLB-03}

## Who we are

{{controller.name}}, {{address}}. Write to {{contact:dpo}}.

## What we do

[What you read here is what happens.]{CLB-01 check=purposes-on-notice,registered-fields-only}

{{list:purposes}}

[We market to you only if you said yes yourself, and a no always
wins.]{CLB-02 check=direct-consent-only,no-marketing-box,form-has-no-marketing-box,stops-win,withdrawal-at-once}

You do not have to give us anything; without it we cannot run your membership. No decision is left to a machine.

## Who else gets it

{{list:recipients}}

{{table:transfers}}

## How long

{{table:retention}}

## Your rights

We answer within {{clock.rights-request}}.

{{list:rights}}

You can take a permission back at any time.

{{list:authorities}}
`,
};
