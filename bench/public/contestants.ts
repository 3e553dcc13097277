/** The banners that are compared: what stands in the page's head, and how its refuse button is known. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparedFolder } from './compared.ts';

export interface Contestant {
  readonly name: string;
  /** Bundled by esbuild, relative to `bench/compared/banners`; its script and style sheet are put into the head. */
  readonly entry?: string;
  /** Written into the head as it is. */
  readonly head?: string;
  /** Further files, by path, such as the configuration that a server of its own would send. */
  readonly files?: Readonly<Record<string, () => string>>;
  /** What its refuse button says. */
  readonly refuse: string;
}

/** What the Probo server would answer, in the shape that its package declares. */
const PROBO = {
  banner_id: 'bench',
  version: 1,
  language: 'en',
  default_language: 'en',
  privacy_policy_url: '/notice',
  cookie_policy_url: '/cookies',
  consent_expiry_days: 180,
  consent_mode: 'OPT_IN',
  regulation: 'GDPR',
  layout: {
    presentation: 'OPT_IN',
    initial_state: 'banner',
    reopen_state: 'panel',
    default_non_necessary_granted: false,
    buttons: { accept_all: true, reject_all: true, customize: true, save: true },
    settings_link: 'default',
  },
  show_branding: false,
  resource_reporting_enabled: false,
  categories: ['necessary', 'statistics', 'functionality', 'social'].map((slug) => ({
    name: slug,
    slug,
    description: `About ${slug}.`,
    kind: slug === 'necessary' ? 'NECESSARY' : 'NORMAL',
    cookies: [],
    gcm_consent_types: [],
    posthog_consent: false,
  })),
  texts: {
    banner_title: 'Cookies on this site',
    banner_description:
      'We would like to count visits, remember settings and show content of YouTube, LinkedIn and X.',
    button_accept_all: 'Accept all',
    button_reject_all: 'Refuse all',
    button_customize: 'Manage settings',
    button_save: 'Save my choice',
    panel_title: 'Cookies on this site',
    panel_description: 'Choose what we may use.',
  },
};

const TARTEAUCITRON = join(comparedFolder, 'node_modules', 'tarteaucitronjs');
const tarteaucitronFile = (path: string) => () => readFileSync(join(TARTEAUCITRON, path), 'utf8');

export const CONTESTANTS: readonly Contestant[] = [
  { name: 'c15t (React, offline)', entry: 'c15t.jsx', refuse: 'Reject All' },
  { name: 'vanilla-cookieconsent + iframemanager', entry: 'vanilla-cookieconsent.js', refuse: 'Refuse all' },
  { name: 'orejime', entry: 'orejime.js', refuse: 'Decline' },
  { name: 'klaro', entry: 'klaro.js', refuse: 'Refuse all' },
  {
    // It loads its own parts by the address of its script, and cannot be bundled.
    name: 'tarteaucitron',
    head: `<script src="/tac/tarteaucitron.min.js"></script>
      <script>tarteaucitron.init({ privacyUrl: '/notice', orientation: 'bottom', DenyAllCta: true, AcceptAllCta: true,
        highPrivacy: true, showAlertSmall: false, showIcon: false, removeCredit: true, mandatory: true });
        tarteaucitron.job = ['youtube', 'linkedin', 'twitter'];</script>`,
    files: Object.fromEntries(
      [
        'tarteaucitron.min.js',
        'tarteaucitron.services.min.js',
        'css/tarteaucitron.min.css',
        'lang/tarteaucitron.en.min.js',
      ].map((path) => [`/tac/${path}`, tarteaucitronFile(path)]),
    ),
    refuse: 'Deny all cookies',
  },
  {
    name: 'Probo',
    entry: 'probo.js',
    files: { '/probo/bench/config': () => JSON.stringify(PROBO) },
    refuse: 'Refuse all',
  },
];
