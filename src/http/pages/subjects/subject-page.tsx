import type { FoundSubject } from '../../../contacts/find-subject.ts';
import type { Permissions } from '../../../contacts/list-permissions.ts';
import type { HistoryEntry } from '../../../facts/read-history.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { countryName } from '../../../policy/render/words.ts';
import { Breadcrumbs } from '../../../ui/breadcrumbs/breadcrumbs.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { Filter } from '../../../ui/filter/filter.tsx';
import { Input } from '../../../ui/input/input.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { NotificationBanner } from '../../../ui/notification-banner/notification-banner.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import { instantWords, toLocalTime } from '../shared/instants.ts';
import { plain } from '../shared/words.ts';
import { History } from './history.tsx';
import { PermissionMatrix } from './permission-matrix.tsx';

export interface SubjectPageProps {
  readonly policy: LoadedPolicy;
  readonly person: FoundSubject;
  readonly permissions: Permissions;
  readonly facts: readonly HistoryEntry[];
  /** RFC 3339, for a page as known in the past. */
  readonly knownAt?: string;
  readonly knownAtError?: string;
  /** What was just done: `stopped` or `erased`. */
  readonly done?: string;
  readonly mayStop: boolean;
  readonly mayErase: boolean;
}

/** What one person allowed and refused, and the history it comes from. */
export function SubjectPage(props: SubjectPageProps) {
  const { policy, person, permissions, facts, knownAt } = props;
  const erased = person.erased_at !== null;
  const address = (page: string) => `/subjects/${person.subject}${page}?policy=${policy.id}`;
  return (
    <>
      <Breadcrumbs
        items={[{ text: 'Start', href: '/' }, { text: 'People', href: '/subjects' }, { text: 'One person' }]}
      />
      <Done what={props.done} />
      <h1 class="govuk-heading-l">
        {person.identifiers[0]?.value ?? (erased ? 'An erased person' : 'A person')}
      </h1>
      <div class="heed-sided">
        <div>
          {knownAt ? (
            <InsetText>
              <p>
                This is what was known on <strong>{instantWords(knownAt)}</strong> (UK time).{' '}
                <a href={address('')}>Show what is known now</a>
              </p>
            </InsetText>
          ) : null}
          <h2 id="permissions">May they be contacted?</h2>
          <p class="heed-muted">
            For a message that carries all it must, on {instantWords(permissions.at)} (UK time).
          </p>
          <PermissionMatrix policy={policy} permissions={permissions.permissions} />
          <h2>History</h2>
          {facts.length > 0 ? <History facts={facts} /> : <p>Nothing was recorded by then.</p>}
        </div>
        <div>
          <About {...props} />
          <Filter title="Go back in time" action={`/subjects/${person.subject}`} submit="Show">
            <input type="hidden" name="policy" value={policy.id} />
            <Input
              name="known_at"
              type="datetime-local"
              label="As known at"
              hint="UK time"
              value={toLocalTime(knownAt)}
              error={props.knownAtError}
            />
          </Filter>
          {!erased && props.mayStop ? (
            <Button href={address('/stop')} classes="govuk-button--secondary">
              Record a stop
            </Button>
          ) : null}
          {!erased && props.mayErase ? (
            <Button href={address('/erase')} classes="govuk-button--secondary">
              Erase this person
            </Button>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Done({ what }: { what: string | undefined }) {
  if (what === 'stopped')
    return (
      <NotificationBanner type="success">
        The stop is recorded and holds from now on, on every channel it names.
      </NotificationBanner>
    );
  if (what === 'erased')
    return (
      <NotificationBanner type="success">
        The person is erased. What keeps them from being contacted again stays, as a keyed hash.
      </NotificationBanner>
    );
  return null;
}

function About({ policy, person, permissions }: SubjectPageProps) {
  const { country, region, subscriber, age } = permissions.profile;
  return (
    <SummaryList
      classes="heed-stacked"
      rows={[
        { key: 'Known to', value: policy.data.policy.controller.name },
        ...person.identifiers.map(({ kind, value }) => ({ key: KINDS[kind] ?? kind, value })),
        {
          key: 'Where',
          value: country ? `${countryName(country)}${region ? `, ${region}` : ''}` : 'Not known',
        },
        {
          key: 'Subscriber',
          value: subscriber ? plain(subscriber) : 'Not known, so treated as an individual',
        },
        ...(age === undefined ? [] : [{ key: 'Age', value: String(age) }]),
        ...(person.erased_at
          ? [{ key: 'Erased', value: `${instantWords(person.erased_at)} (UK time)` }]
          : []),
        { key: 'Subject id', value: <code>{person.subject}</code> },
      ]}
    />
  );
}

const KINDS: Readonly<Record<string, string>> = {
  email: 'Email',
  phone: 'Phone',
  post: 'Postal address',
  member: 'Member number',
  device: 'Device',
};
