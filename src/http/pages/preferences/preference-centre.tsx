import type { OpenedLink } from '../../../preferences/open-link.ts';
import type { Choices, ListChoice } from '../../../preferences/read-choices.ts';
import type { ChoiceRecord } from '../../../preferences/read-record.ts';
import { type SavedChoices, sharingWording } from '../../../preferences/save-choices.ts';
import { joinOr } from '../../../texts/format.ts';
import type { Texts } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';
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
  const { texts, language, address } = usePageLanguage();
  const { preferences: words, lists: names } = texts;
  const { controller } = opened.policy.data.policy;
  const on = choices.lists.filter((list) => list.on);
  return (
    <div class="heed-measure">
      {saved ? <Unchanged saved={saved} policy={opened.policy.id} /> : null}
      <p class="heed-eyebrow">{controller.name}</p>
      <h1>{words.heading}</h1>
      <p class="heed-lead">{words.lead(controller.name)}</p>
      <StopEverything c={c} name={controller.name} />
      <h2>{words.oneByOne}</h2>
      {opened.mayStart ? null : (
        <InsetText>
          {words.oldLink((text) => (
            <a href={address(`/${opened.policy.id}/preferences`)}>{text}</a>
          ))}
        </InsetText>
      )}
      <form method="post" action={address(c.req.path)}>
        <FormToken c={c} />
        <input
          type="hidden"
          name="offered"
          value={[...new Set(choices.lists.map(({ channel }) => channel))].join(' ')}
        />
        <input type="hidden" name="shown" value={on.map(({ id }) => id).join(' ')} />
        {byPurpose(choices.lists).map(([purpose, lists]) => (
          <>
            <h3>{headingOf(words, purpose)}</h3>
            {byChannel(lists).map(([channel, ofChannel]) => (
              <Checkboxes
                name={`${purpose}-${channel}`}
                legend={names.headings[channel]}
                hint={ofChannel.some(byLaw) ? words.byLawHint : undefined}
                classes="heed-box-columns"
                items={ofChannel.map((list) => item(words, list, opened.mayStart))}
              />
            ))}
          </>
        ))}
        {choices.unreachable.length > 0 ? (
          <p>
            {words.unreachable(
              joinOr(
                choices.unreachable.map((channel) => names.channels[channel as keyof typeof names.channels]),
                language,
              ),
            )}
          </p>
        ) : null}
        {choices.sharing ? (
          <>
            <h3>{words.sharing}</h3>
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
        <Button>{words.save}</Button>
      </form>
      <RecordList policy={opened.policy} record={record} />
    </div>
  );
}

/** A form of its own, above the other: the Enter key in a box of the other must never press this button. */
function StopEverything({ c, name }: { c: HttpContext; name: string }) {
  const { texts, address } = usePageLanguage();
  const { stopAll, stopAllHint } = texts.preferences;
  return (
    <form method="post" action={address(c.req.path)} class="heed-card">
      <FormToken c={c} />
      <h2>{stopAll}</h2>
      <p>{stopAllHint(name)}</p>
      <Button name="all" value="stop" classes="govuk-button--warning">
        {stopAll}
      </Button>
    </form>
  );
}

/** A box that is ticked because the law allows the contact without asking. */
const byLaw = (list: ListChoice) => list.on && list.reason !== 'A_CONSENT';

function item(words: Words, list: ListChoice, mayStart: boolean) {
  return {
    name: `list:${list.id}`,
    id: `list-${list.id.replaceAll(/[^a-z0-9]+/g, '-')}`,
    value: 'yes',
    text: list.title,
    checked: list.on,
    disabled: !list.on && !mayStart,
    hint: byLaw(list) ? words.byLaw : undefined,
  };
}

function Unchanged({ saved, policy }: { saved: SavedChoices; policy: string }) {
  const { texts, address } = usePageLanguage();
  const { refused, unchanged } = texts.preferences;
  return (
    <NotificationBanner>
      {saved.refused > 0 ? (
        <p>
          {refused((text) => (
            <a href={address(`/${policy}/preferences`)}>{text}</a>
          ))}
        </p>
      ) : (
        <p>{unchanged}</p>
      )}
    </NotificationBanner>
  );
}

type Words = Texts['preferences'];

function headingOf({ purposes }: Words, purpose: string): string {
  return purposes[purpose as keyof typeof purposes] ?? purpose;
}

const byPurpose = (lists: readonly ListChoice[]) => [...Map.groupBy(lists, (list) => list.purpose)];
const byChannel = (lists: readonly ListChoice[]) => [...Map.groupBy(lists, (list) => list.channel)];
