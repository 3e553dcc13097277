import { isAmong } from './core/match.ts';
import { regionOf } from './core/region.ts';
import type { Declared } from './declared.ts';
import { guardCalls } from './guard/calls.ts';
import { tellGoogle } from './guard/consent-mode.ts';
import { addressesOf, purposeOf, release } from './guard/elements.ts';
import { closePage } from './guard/fence.ts';
import { guardInsertions } from './guard/insertions.ts';
import { gpcOn, grantedAtStart, keptChoice, originOf } from './guard/rules.ts';
import { Passage } from './guard/state.ts';
import { guardStores } from './guard/stores.ts';

/** What the banner needs of the guard. */
export interface Guard {
  readonly declared: Declared;
  readonly region: string;
  readonly nonce: string;
  readonly domain: string | undefined;
  /** Of the tag, or else of the document. */
  readonly lang: string;
  readonly gpc: boolean;
  readonly granted: ReadonlySet<string>;
  readonly chosen: boolean;
  /** Held elements that wait for one of these services, in the order of the page. */
  held(): Element[];
  purposeOf(element: Element): string | undefined;
  /** Lets these services through and releases what waited for them. True: the page must be loaded again for it. */
  grant(services: Iterable<string>): boolean;
  /** Allows services for the next page load only. */
  once(service: string): void;
}

const NOTHING: Declared = {
  policy: '',
  hash: '',
  cookie: '-',
  days: 0,
  config: '',
  allow: [],
  services: [],
  before: {},
  gpc: true,
  google: {},
};

function start(tag: HTMLScriptElement | null): void {
  let declared = NOTHING;
  try {
    declared = JSON.parse(tag!.dataset.heed!);
  } catch {
    // Without its list the guard lets nothing through.
  }
  const { region: saidRegion, fence, domain } = tag?.dataset ?? {};
  const first = new Set(grantedAtStart(declared, saidRegion));
  try {
    // Only a reload follows "once", and the first look into a storage is slow.
    if ((performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).type === 'reload') {
      const once = sessionStorage.getItem(declared.cookie);
      if (once) first.add(once);
      sessionStorage.removeItem(declared.cookie);
    }
  } catch {
    // No storage, nothing allowed once.
  }
  const passage = new Passage(declared, first);
  const held = new Set<Element>();
  if (fence !== 'off') {
    passage.fence = passage.origins;
    closePage(passage.origins);
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => passage.lets(blockedURI));
  }
  tellGoogle(declared, first, 'default');
  guardStores(passage);
  guardCalls(passage, window);
  // Set once only a fresh page can go on: until then everything stays held.
  let leaving = false;
  const settle = () => {
    if (leaving) return;
    for (const element of [...held]) release(passage, held, element);
  };
  guardInsertions(passage, held, window, settle);

  const fenced = (address: string) => {
    const origin = originOf(address);
    return !!passage.fence && isAmong(origin, passage.origins) && !isAmong(origin, passage.fence);
  };
  const guard: Guard = {
    declared,
    region: regionOf(saidRegion),
    nonce: tag?.nonce ?? '',
    domain,
    lang: tag?.dataset.lang || document.documentElement.lang,
    gpc: gpcOn(declared),
    chosen: !!keptChoice(declared),
    get granted() {
      return passage.granted;
    },
    held: () => [...held].filter(({ isConnected }) => isConnected),
    purposeOf: (element) => purposeOf(passage, element),
    grant(services) {
      passage.grant(services);
      leaving ||=
        [...passage.wanted].some(fenced) ||
        guard.held().some((element) => {
          const purpose = element.getAttribute('data-purpose');
          return (!purpose || passage.may(purpose)) && addressesOf(element).some(fenced);
        });
      settle();
      return leaving;
    },
    once(service) {
      sessionStorage.setItem(declared.cookie, service);
    },
  };
  Object.defineProperty(window, 'heedGuard', { value: guard });
  // Markup whose purpose is allowed from the start goes on once the page is read.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', settle);
  else settle();
}

start(document.currentScript as HTMLScriptElement | null);
