import { CHANNEL_WORDS } from '../../../policy/render/words.ts';
import { channelHeading } from '../../../preferences/lists.ts';
import type { OpenedLink } from '../../../preferences/open-link.ts';
import type { Choices, ListChoice } from '../../../preferences/read-choices.ts';
import type { ChoiceRecord } from '../../../preferences/read-record.ts';
import { type SavedChoices, sharingWording } from '../../../preferences/save-choices.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { NotificationBanner } from '../../../ui/notification-banner/notification-banner.tsx';
import type { HttpContext } from '../../env.ts';
import { FormToken } from '../shared/page.tsx';
import { RecordList } from './record-list.tsx';

export interface PreferenceCentreProps {
  readonly c: HttpContext;
  readonly opened: OpenedLink;
  readonly choices: Choices;
  readonly record: readonly ChoiceRecord[];
  readonly saved?: SavedChoices;
}

/** One page, one Save: every list by purpose and channel, passing on, stop everything, and what is held. */
export function PreferenceCentre({ c, opened, choices, record, saved }: PreferenceCentreProps) {
  const { controller } = opened.policy.data.policy;
  const on = choices.lists.filter((list) => list.on);
  return (
    <div class="heed-measure">
      {saved ? <Unchanged saved={saved} policy={opened.policy.id} /> : null}
      <p class="heed-eyebrow">{controller.name}</p>
      <h1>Your choices</h1>
      <p class="heed-lead">
        A tick means that {controller.name} may contact you. Take it away, save, and it may not, from that
        moment.
      </p>
      <StopEverything c={c} name={controller.name} />
      <h2>Choose one by one</h2>
      {opened.mayStart ? null : (
        <InsetText>
          This link is more than 30 days old. It can stop everything, but not start anything. For that,{' '}
          <a href={`/${opened.policy.id}/preferences`}>ask for a new link</a>.
        </InsetText>
      )}
      <form method="post" action={c.req.path}>
        <FormToken c={c} />
        <input
          type="hidden"
          name="offered"
          value={[...new Set(choices.lists.map(({ channel }) => channel))].join(' ')}
        />
        <input type="hidden" name="shown" value={on.map(({ id }) => id).join(' ')} />
        {byPurpose(choices.lists).map(([purpose, lists]) => (
          <>
            <h3>{PURPOSE_HEADINGS[purpose] ?? purpose}</h3>
            {byChannel(lists).map(([channel, ofChannel]) => (
              <Checkboxes
                name={`${purpose}-${channel}`}
                legend={channelHeading(channel)}
                hint={
                  ofChannel.some(byLaw)
                    ? 'Ticked: the law allows it without asking you. You can still say no.'
                    : undefined
                }
                classes="heed-columns"
                items={ofChannel.map((list) => item(list, opened.mayStart))}
              />
            ))}
          </>
        ))}
        {choices.unreachable.length > 0 ? (
          <p>
            We hold no address or number of yours for contact by{' '}
            {anyOf(choices.unreachable.map((channel) => CHANNEL_WORDS[channel] ?? channel))}.
          </p>
        ) : null}
        {choices.sharing ? (
          <>
            <h3>Passing your details on</h3>
            {choices.sharing.on ? <input type="hidden" name="sharing_shown" value="yes" /> : null}
            <Checkboxes
              name="sharing"
              items={[
                {
                  value: 'yes',
                  text: sharingWording(opened),
                  checked: choices.sharing.on,
                  disabled: !choices.sharing.on && !opened.mayStart,
                },
              ]}
            />
          </>
        ) : null}
        <Button>Save</Button>
      </form>
      <RecordList policy={opened.policy} record={record} />
    </div>
  );
}

/** A form of its own, above the other: the Enter key in a box of the other must never press this button. */
function StopEverything({ c, name }: { c: HttpContext; name: string }) {
  return (
    <form method="post" action={c.req.path} class="heed-card">
      <FormToken c={c} />
      <h2>Stop everything</h2>
      <p>No marketing from {name} of any kind, by any channel, and no passing on of your details.</p>
      <Button name="all" value="stop" classes="govuk-button--warning">
        Stop everything
      </Button>
    </form>
  );
}

/** A box that is ticked because the law allows the contact without asking. */
const byLaw = (list: ListChoice) => list.on && list.reason !== 'A_CONSENT';

function item(list: ListChoice, mayStart: boolean) {
  return {
    name: `list:${list.id}`,
    id: `list-${list.id.replaceAll(/[^a-z0-9]+/g, '-')}`,
    value: 'yes',
    text: list.title,
    checked: list.on,
    disabled: !list.on && !mayStart,
    hint:
      list.on && list.reason !== 'A_CONSENT'
        ? 'Allowed by law without asking you; you can still say no.'
        : undefined,
  };
}

function Unchanged({ saved, policy }: { saved: SavedChoices; policy: string }) {
  return (
    <NotificationBanner>
      {saved.refused > 0 ? (
        <p>
          Nothing was started: this link is too old for that.{' '}
          <a href={`/${policy}/preferences`}>Ask for a new link</a>.
        </p>
      ) : (
        <p>Nothing was different from before, so nothing was changed.</p>
      )}
    </NotificationBanner>
  );
}

const PURPOSE_HEADINGS: Readonly<Record<string, string>> = {
  direct_marketing: 'News and offers of our own',
  third_party_promotion: 'What others offer, sent by us',
};

const anyOf = (words: readonly string[]) =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words);
const byPurpose = (lists: readonly ListChoice[]) => [...Map.groupBy(lists, (list) => list.purpose)];
const byChannel = (lists: readonly ListChoice[]) => [...Map.groupBy(lists, (list) => list.channel)];
