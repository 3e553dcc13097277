import type { BrowserContext, Page } from 'playwright-core';
import { HeedError } from '../../errors.ts';
import type { LoadedPolicy } from '../../policy/policies.ts';
import { type Finding, judge, type Phase } from './judge.ts';
import { launchBrowser } from './launch-browser.ts';
import { type Observation, Observer } from './observe.ts';

export interface SiteScan {
  readonly site: string;
  /** `cmp@2026-11-22`. */
  readonly policy: string;
  /** RFC 3339. */
  readonly at: string;
  /** True when nothing was found and every phase could be reached. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly seen: Readonly<Partial<Record<Phase, Observation>>>;
  /** Phases that could not be reached, because no button for it was found. Empty where a page asks for no choice. */
  readonly unreached: readonly Phase[];
}

export interface ScanOptions {
  /** How long a page may reach out after it has loaded. */
  readonly settleMs?: number;
}

/** Buttons as consent managers label them; Heed's own come first. */
const BUTTONS: Readonly<Record<Exclude<Phase, 'before'>, RegExp>> = {
  refused: /^(?:refuse|reject|decline|deny)(?: all)?(?: cookies)?$/i,
  accepted: /^(?:accept|allow|agree to)(?: all)?(?: cookies)?$/i,
  withdrawn: /^withdraw(?: my)?(?: cookie)? consent$/i,
};

/**
 * Opens a site as a new visitor and compares what it stores and whom it reaches with what the policy declares: before
 * a choice, after refusal, after acceptance and after withdrawal.
 *
 * @throws HeedError VALIDATION when the site cannot be opened or there is no browser
 */
export async function scanSite(
  policy: LoadedPolicy,
  address: string,
  options: ScanOptions = {},
): Promise<SiteScan> {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new HeedError('VALIDATION', 'Give an address such as https://www.example.org.');
  const { settleMs = 2_000 } = options;
  const browser = await launchBrowser();
  const seen: Partial<Record<Phase, Observation>> = {};
  const unreached: Phase[] = [];
  let heed: string | undefined;
  /** A page that stores nothing, asks nobody and offers no choice has nothing to choose. */
  let quiet = false;

  const visitor = async (work: (visit: Visit) => Promise<void>) => {
    const context = await browser.newContext({ locale: 'en-GB' });
    try {
      const page = await context.newPage();
      await work(new Visit(context, page, url, settleMs));
    } finally {
      await context.close();
    }
  };
  const choose = async (visit: Visit, phase: Exclude<Phase, 'before'>) => {
    // Where nothing withdraws by that name, refusing does.
    const names = phase === 'withdrawn' ? [BUTTONS.withdrawn, BUTTONS.refused] : [BUTTONS[phase]];
    let pressed = false;
    visit.forget();
    for (const name of names) pressed ||= await visit.press(name);
    if (!pressed) return void unreached.push(phase);
    // Whom a page tells of a refusal counts as well; what was allowed until now may have a last word.
    if (phase !== 'refused') visit.forget();
    await visit.open();
    seen[phase] = await visit.look();
  };

  try {
    await visitor(async (visit) => {
      await visit.open();
      heed = await visit.heed();
      seen.before = await visit.look();
      quiet = !heed && seen.before.reached.length + seen.before.stored.length === 0 && !(await visit.asks());
      if (!quiet) await choose(visit, 'refused');
    });
    if (!quiet)
      await visitor(async (visit) => {
        await visit.open();
        await choose(visit, 'accepted');
        if (seen.accepted) await choose(visit, 'withdrawn');
        else unreached.push('withdrawn');
      });
  } finally {
    await browser.close();
  }
  const findings = judge(policy, seen, heed);
  const ok = findings.length === 0 && unreached.length === 0;
  return {
    site: url.href,
    policy: policy.version,
    at: new Date().toISOString(),
    ok,
    findings,
    seen,
    unreached,
  };
}

/** One visitor on one page. */
class Visit {
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #url: URL;
  readonly #settleMs: number;
  readonly #observer: Observer;

  constructor(context: BrowserContext, page: Page, url: URL, settleMs: number) {
    this.#context = context;
    this.#page = page;
    this.#url = url;
    this.#settleMs = settleMs;
    this.#observer = new Observer(page, url.origin);
  }

  async open(): Promise<void> {
    await this.#page.goto(this.#url.href, { waitUntil: 'load', timeout: 60_000 }).catch((cause: Error) => {
      throw new HeedError(
        'VALIDATION',
        `${this.#url.href} could not be opened: ${cause.message.split('\n')[0]}`,
        [],
        { cause },
      );
    });
    await this.#page.waitForTimeout(this.#settleMs);
  }

  /** Forgets whom the page has asked so far. */
  forget(): void {
    this.#observer.forget();
  }

  look(): Promise<Observation> {
    return this.#observer.look(this.#context);
  }

  /** Heed's origin, as the guard's list names it. */
  async heed(): Promise<string | undefined> {
    const config = await this.#page.evaluate<string | null>(
      `(() => { try { return JSON.parse(document.querySelector('script[data-heed]').dataset.heed).config } catch { return null } })()`,
    );
    return config ? URL.parse(config)?.origin : undefined;
  }

  /** Whether anything on the page looks like a choice about cookies. */
  async asks(): Promise<boolean> {
    return (await this.#page.getByRole('button', { name: /cookie|consent|accept|agree|allow/i }).count()) > 0;
  }

  /** Presses the first visible button with such a name; false when there is none. */
  async press(name: RegExp): Promise<boolean> {
    for (const button of await this.#page.getByRole('button', { name }).all()) {
      if (!(await button.isVisible())) continue;
      await button.click();
      await this.#page.waitForTimeout(this.#settleMs);
      return true;
    }
    return false;
  }
}
