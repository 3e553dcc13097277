import type { BannerConfig, CategoryConfig } from '../../../../packages/banner/src/config.ts';
import { versionPath } from '../../../notices/addresses.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkboxes } from '../../../ui/checkboxes/checkboxes.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { InsetText } from '../../../ui/inset-text/inset-text.tsx';
import { usePageLanguage, useTexts } from '../../../ui/language/page-language.ts';
import { NotificationBanner } from '../../../ui/notification-banner/notification-banner.tsx';
import { Table } from '../../../ui/table/table.tsx';
import type { HttpContext } from '../../env.ts';
import { FormToken } from '../shared/page.tsx';

export interface CookieChoicesProps {
  readonly c: HttpContext;
  readonly policy: LoadedPolicy;
  readonly config: BannerConfig;
  readonly granted: readonly string[];
  readonly decided: boolean;
  /** Global Privacy Control is on and nothing was decided. */
  readonly signal: boolean;
  readonly saved: boolean;
  /** Id of the record that sending this form makes. */
  readonly id: string;
}

export function CookieChoices({ c, policy, config, granted, signal, saved, id }: CookieChoicesProps) {
  const { texts, categories } = config;
  const { texts: page, address } = usePageLanguage();
  const words = page.cookies;
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        {saved ? (
          <NotificationBanner type="success" title={words.saved}>
            <p class="govuk-notification-banner__heading">{words.savedLead}</p>
          </NotificationBanner>
        ) : null}
        <h1 class="govuk-heading-xl">{texts.title}</h1>
        <p class="govuk-body-l">{texts.intro.split('. ')[0]}.</p>
        <p class="govuk-body">{texts.intro.split('. ').slice(1).join('. ')}</p>
        {signal ? <InsetText>{texts.gpc}</InsetText> : null}
        <form method="post" action={address(`/${policy.id}/cookies`)} novalidate>
          <FormToken c={c} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="hash" value={config.hash} />
          <input type="hidden" name="wording" value={config.wording} />
          <div class="govuk-button-group">
            <Button name="all" value="accept">
              {texts.accept}
            </Button>
            <Button name="all" value="refuse">
              {texts.refuse}
            </Button>
          </div>
          {categories.map((category) => (
            <Category category={category} granted={granted} always={texts.necessary} />
          ))}
          <Button>{texts.save}</Button>
        </form>
        <p class="govuk-body">
          {words.nothingBefore((text) => (
            <a href={address(versionPath(policy.id, policy.version))}>{text}</a>
          ))}
        </p>
      </div>
    </div>
  );
}

function Category({
  category,
  granted,
  always,
}: {
  category: CategoryConfig;
  granted: readonly string[];
  always: string;
}) {
  const words = useTexts().cookies;
  const { id, title, description, necessary, services } = category;
  const stores = services.flatMap((service) =>
    service.stores.map((one) => ({ ...one, provider: service.provider })),
  );
  return (
    <section aria-labelledby={`category-${id}`}>
      <h2 class="govuk-heading-m" id={`category-${id}`}>
        {title}
      </h2>
      <p class="govuk-body">{description}</p>
      {necessary ? (
        <p class="govuk-body">
          <strong>{always}</strong>
        </p>
      ) : (
        <Checkboxes
          name={`allow-${id}`}
          legend={words.allow}
          legendClasses="govuk-fieldset__legend--s"
          items={services.map((service) => ({
            text: service.provider,
            value: 'yes',
            name: `allow:${service.id}`,
            id: `allow-${service.id}`,
            checked: granted.includes(service.id),
            hint: service.notice ? (
              <a href={service.notice} rel="noreferrer">
                {words.providerNotice(service.provider)}
              </a>
            ) : undefined,
          }))}
        />
      )}
      {stores.length > 0 ? (
        <Details summary={words.stored(title)}>
          <section class="heed-scroll" tabindex={0} aria-label={words.stored(title)}>
            <Table
              head={words.storedHead.map((content) => ({ content }))}
              rows={stores.map(({ name, provider, purpose, duration }) => [
                { content: <code>{name}</code> },
                { content: provider },
                { content: purpose },
                { content: duration },
              ])}
            />
          </section>
        </Details>
      ) : null}
    </section>
  );
}
