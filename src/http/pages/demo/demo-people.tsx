import { Hono } from 'hono';
import { exampleCallList } from '../../../demo/example-list.ts';
import { type DemoPerson, demoPeople } from '../../../demo/people.ts';
import type { Heed } from '../../../heed.ts';
import { countryName } from '../../../policy/render/words.ts';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
import type { HttpContext, HttpEnv } from '../../env.ts';
import { FormToken, sendPage } from '../shared/page.tsx';
import { channelName } from '../shared/words.ts';

const EACH = 12;

/** `/demo/people`: some of the demo's fictional people, each with questions to ask in one click. Only in a demo. */
export function demoPages(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  if (heed.mode !== 'demo') return app;
  app.get('/demo/people', (c) =>
    sendPage(
      c,
      heed,
      { title: 'Demo people' },
      <>
        <div class="heed-measure">
          <h1>Demo people</h1>
          <p class="heed-lead">
            They are made up, and so are their histories: purchases, consents, objections, badge scans, bought
            lists. Ask about one of them.
          </p>
        </div>
        {(['cmp', 'institute'] as const).map((policy) => (
          <People c={c} heed={heed} policy={policy} />
        ))}
      </>,
    ),
  );
  app.get('/demo/call-list.csv', (c) =>
    c.body(exampleCallList(), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="call-list.csv"',
    }),
  );
  return app;
}

function People({ c, heed, policy }: { c: HttpContext; heed: Heed; policy: 'cmp' | 'institute' }) {
  const { name } = heed.policies.get(policy).data.policy.controller;
  return (
    <section class="heed-section">
      <h2 id={`people-${policy}`}>Known to {name}</h2>
      <Scroll labelledBy={`people-${policy}`}>
        <Table
          firstCellIsHeader
          head={[{ content: 'Who' }, { content: 'May we contact them for marketing?' }]}
          rows={demoPeople(policy, EACH).map((person) => [
            {
              content: (
                <>
                  {person.first} {person.last}
                  <div class="heed-small heed-muted heed-light">
                    {person.jobTitle}, {person.company}, {countryName(person.country)}
                  </div>
                </>
              ),
            },
            {
              content: (
                <>
                  <Ask c={c} policy={policy} person={person} channel="email" value={person.email} />
                  {person.phone ? (
                    <Ask c={c} policy={policy} person={person} channel="live_call" value={person.phone} />
                  ) : null}
                  <Open c={c} policy={policy} person={person} />
                </>
              ),
            },
          ])}
        />
      </Scroll>
    </section>
  );
}

interface AskProps {
  readonly c: HttpContext;
  readonly policy: string;
  readonly person: DemoPerson;
}

/** Asks in one click. It is a form, since an address must not stand in a link. */
function Ask({ c, policy, person, channel, value }: AskProps & { channel: string; value: string }) {
  return (
    <form class="heed-inline-form" method="post" action="/contact">
      <FormToken c={c} />
      <input type="hidden" name="policy" value={policy} />
      <input type="hidden" name="person" value={value} />
      <input type="hidden" name="channel" value={channel} />
      <input type="hidden" name="purpose" value="direct_marketing" />
      <button class="heed-link-button" type="submit">
        {channelName(channel)}
        <span class="govuk-visually-hidden">
          {' '}
          to {person.first} {person.last}
        </span>
      </button>
    </form>
  );
}

function Open({ c, policy, person }: AskProps) {
  return (
    <form class="heed-inline-form" method="post" action="/subjects">
      <FormToken c={c} />
      <input type="hidden" name="policy" value={policy} />
      <input type="hidden" name="person" value={person.email} />
      <button class="heed-link-button" type="submit">
        All and history
        <span class="govuk-visually-hidden">
          {' '}
          of {person.first} {person.last}
        </span>
      </button>
    </form>
  );
}
