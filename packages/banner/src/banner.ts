import type { ConsentEvents, ConsentState, Heed } from './api.ts';
import type { BannerConfig } from './config.ts';
import { differenceOf, type Method } from './core/state.ts';
import { clearStored } from './effects/clear.ts';
import { Records } from './effects/records.ts';
import { rememberChoice } from './effects/remember.ts';
import { tellGoogle } from './guard/consent-mode.ts';
import { keptChoice } from './guard/rules.ts';
import type { Guard } from './guard.ts';
import { controlView } from './view/control.ts';
import { noticeView } from './view/notice.ts';
import { removePlaceholders, showPlaceholders } from './view/placeholders.ts';
import { settingsView } from './view/settings.ts';

/** Starts the banner of a page whose guard is in place. */
function start(guard: Guard, config: BannerConfig): void {
  const { declared } = guard;
  // A page that still carries an older list asks by the present one; what the list does not know stays closed.
  const decidedFor = { ...declared, hash: config.hash };
  const optional = config.categories
    .filter(({ necessary }) => !necessary)
    .flatMap(({ services }) => services.map(({ id }) => id));
  const records = new Records(config.records, declared.cookie);
  const kept = keptChoice(decidedFor);
  let decided = !!kept;
  if (kept && !guard.chosen) guard.grant(kept.granted);
  const root = document.createElement('div');
  root.id = 'heed';
  root.lang = config.language;

  const emit = <K extends keyof ConsentEvents>(type: K, detail: ConsentEvents[K]) =>
    document.dispatchEvent(new CustomEvent(`heed:${type}`, { detail }));

  const set = (granted: readonly string[], method: Method) => {
    const difference = differenceOf(guard.granted, granted);
    decided = true;
    rememberChoice(declared, config.hash, granted, guard.domain);
    const reload = guard.grant(granted);
    clearStored(declared.services.filter(({ id }) => !granted.includes(id)));
    records.add({
      id: crypto.randomUUID(),
      policy: config.policy,
      hash: config.hash,
      wording: config.wording,
      granted,
      denied: optional.filter((id) => !granted.includes(id)),
      method,
      region: guard.region,
    });
    tellGoogle(declared, guard.granted, 'update');
    draw();
    emit('change', { ...heed.state, ...difference, method });
    // A script that ran cannot be taken out of a page, and a fence cannot be opened: both need a fresh one.
    if (reload || difference.removed.length > 0) location.reload();
  };

  const heed: Heed = {
    get state(): ConsentState {
      return { granted: [...guard.granted], decided, gpc: guard.gpc && !decided };
    },
    may: (purpose) => {
      const category = config.categories.find(({ id }) => id === purpose);
      const ids = category ? category.services.map(({ id }) => id) : [purpose];
      return category?.necessary === true || (ids.length > 0 && ids.every((id) => guard.granted.has(id)));
    },
    accept: () => set(optional, 'accept_all'),
    refuse: () => set([], 'refuse_all'),
    choose: (services) => {
      const wanted = new Set(services);
      set(
        optional.filter((id) => wanted.has(id)),
        'choose',
      );
    },
    withdraw: () => set([], 'withdraw'),
    open() {
      const opener = document.activeElement as HTMLElement | null;
      const layer = root.firstElementChild as HTMLElement;
      const dialog = settingsView(config, heed);
      dialog.onclose = () => {
        dialog.remove();
        layer.hidden = false;
        opener?.focus();
      };
      root.append(dialog);
      dialog.showModal();
      layer.hidden = true;
    },
    on(type, listener) {
      const call = (event: Event) => listener((event as CustomEvent).detail);
      document.addEventListener(`heed:${type}`, call);
      return () => document.removeEventListener(`heed:${type}`, call);
    },
    get receipts() {
      return records.receipts;
    },
    forget: (receipt) => records.forget(receipt),
  };

  const placeholders = () => {
    const held = guard.held();
    removePlaceholders(held);
    showPlaceholders(held, guard.purposeOf, config, {
      once(service) {
        if (!guard.grant([...guard.granted, service])) return placeholders();
        guard.once(service);
        location.reload();
      },
      always: (service) => set([...new Set([...guard.granted, service])], 'embed'),
    });
  };

  const draw = () => {
    const asks = !decided && !guard.gpc;
    root.replaceChildren(asks ? noticeView(config, guard.region, heed) : controlView(config, heed));
    placeholders();
  };

  document.body.prepend(root);
  draw();
  let scheduled = false;
  new MutationObserver(() => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      placeholders();
    });
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest?.('[data-heed-open]')) {
      event.preventDefault();
      heed.open();
    }
  });
  Object.defineProperty(window, 'heed', { value: heed });
  emit('ready', heed.state);
  // What a former version of the site left behind goes once the question is on the screen: storages are slow to open.
  requestAnimationFrame(() =>
    setTimeout(() => {
      clearStored(declared.services.filter(({ id }) => !guard.granted.has(id)));
      records.send();
    }),
  );
}

/** Fetches the configuration, again when the network comes back. While it is away nothing is granted. */
async function begin(guard: Guard): Promise<void> {
  const { config: address, languages } = guard.declared;
  const lang = guard.lang.slice(0, 2).toLowerCase();
  const config = await fetch(languages?.includes(lang) ? `${address}?lang=${lang}` : address)
    .then((answer) => (answer.ok ? (answer.json() as Promise<BannerConfig>) : undefined))
    .catch(() => undefined);
  if (config) start(guard, config);
  else addEventListener('online', () => begin(guard), { once: true });
}

const guard = (window as { heedGuard?: Guard }).heedGuard;
if (guard) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => begin(guard));
  else begin(guard);
}
