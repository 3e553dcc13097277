import { longDate } from '../../../policy/render/words.ts';
import { type StopLink, undoWording } from '../../../preferences/stop-list.ts';
import { Button } from '../../../ui/button/button.tsx';

/** What the button and the mailbox provider send (RFC 8058, section 3.1). */
export const ONE_CLICK = { name: 'List-Unsubscribe', value: 'One-Click' } as const;

interface StopPageProps {
  readonly stop: StopLink;
  /** Path of the page, which holds the token. */
  readonly path: string;
}

/** Looking changes nothing: scanners follow every link of a mail. */
export function AskStop({ stop, path }: StopPageProps) {
  const { name } = stop.policy.data.policy.controller;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{name}</p>
      <h1>Stop {stop.words}?</h1>
      <p class="heed-lead">One press, and {name} sends you none of these any more. You need no account.</p>
      <form method="post" action={path}>
        <Button name={ONE_CLICK.name} value={ONE_CLICK.value}>
          Stop {stop.words}
        </Button>
      </form>
      <More stop={stop} />
    </div>
  );
}

export function Stopped({ stop, path, on }: StopPageProps & { readonly on: string }) {
  const { name } = stop.policy.data.policy.controller;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{name}</p>
      <h1>Stopped: {stop.words}</h1>
      <p class="heed-lead">
        Since {longDate(on)} {name} may not send you these. A message that had already left may still arrive.
      </p>
      {stop.mayStart ? (
        <form method="post" action={`${path}/undo`}>
          <h2>Was that a mistake?</h2>
          <p>By pressing the button you say: “{undoWording(stop)}”</p>
          <Button classes="govuk-button--secondary">Undo</Button>
        </form>
      ) : null}
      <More stop={stop} />
    </div>
  );
}

export function Undone({ stop, path }: StopPageProps) {
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{stop.policy.data.policy.controller.name}</p>
      <h1>You will get {stop.words} again</h1>
      <p class="heed-lead">We have kept what you agreed to: “{undoWording(stop)}”</p>
      <p>
        <a href={path}>Stop them again</a>
      </p>
      <More stop={stop} />
    </div>
  );
}

function More({ stop }: Pick<StopPageProps, 'stop'>) {
  return (
    <p>
      <a href={`/${stop.policy.id}/preferences`}>See and change all your choices</a>, or read the{' '}
      <a href={`/${stop.policy.id}/notice`}>privacy notice</a>.
    </p>
  );
}
