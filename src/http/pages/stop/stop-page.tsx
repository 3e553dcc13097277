import { versionPath } from '../../../notices/addresses.ts';
import { longDate } from '../../../policy/render/words.ts';
import { type StopLink, undoWording } from '../../../preferences/stop-list.ts';
import { Button } from '../../../ui/button/button.tsx';
import { usePageLanguage } from '../../../ui/language/page-language.ts';

/** What the button and the mailbox provider send (RFC 8058, section 3.1). */
export const ONE_CLICK = { name: 'List-Unsubscribe', value: 'One-Click' } as const;

interface StopPageProps {
  readonly stop: StopLink;
  /** Path of the page, which holds the token. */
  readonly path: string;
}

/** Looking changes nothing: scanners follow every link of a mail. */
export function AskStop({ stop, path }: StopPageProps) {
  const { texts, address } = usePageLanguage();
  const { name } = stop.policy.data.policy.controller;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{name}</p>
      <h1>{texts.stop.question(stop.words)}</h1>
      <p class="heed-lead">{texts.stop.lead(name)}</p>
      <form method="post" action={address(path)}>
        <Button name={ONE_CLICK.name} value={ONE_CLICK.value}>
          {texts.stop.button(stop.words)}
        </Button>
      </form>
      <More stop={stop} />
    </div>
  );
}

export function Stopped({ stop, path, on }: StopPageProps & { readonly on: string }) {
  const { texts, address, language } = usePageLanguage();
  const { name } = stop.policy.data.policy.controller;
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{name}</p>
      <h1>{texts.stop.stopped(stop.words)}</h1>
      <p class="heed-lead">{texts.stop.since(longDate(on, language), name)}</p>
      {stop.mayStart ? (
        <form method="post" action={address(`${path}/undo`)}>
          <h2>{texts.stop.mistake}</h2>
          <p>{texts.stop.bySaying(undoWording(stop))}</p>
          <Button classes="govuk-button--secondary">{texts.stop.undo}</Button>
        </form>
      ) : null}
      <More stop={stop} />
    </div>
  );
}

export function Undone({ stop, path }: StopPageProps) {
  const { texts, address } = usePageLanguage();
  return (
    <div class="heed-measure">
      <p class="heed-eyebrow">{stop.policy.data.policy.controller.name}</p>
      <h1>{texts.stop.undone(stop.words)}</h1>
      <p class="heed-lead">{texts.stop.kept(undoWording(stop))}</p>
      <p>
        <a href={address(path)}>{texts.stop.again}</a>
      </p>
      <More stop={stop} />
    </div>
  );
}

function More({ stop: { policy } }: Pick<StopPageProps, 'stop'>) {
  const { texts, address } = usePageLanguage();
  return (
    <p>
      {texts.stop.more(
        (words) => (
          <a href={address(`/${policy.id}/preferences`)}>{words}</a>
        ),
        (words) => (
          <a href={address(versionPath(policy.id, policy.version))}>{words}</a>
        ),
      )}
    </p>
  );
}
