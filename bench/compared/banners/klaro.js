// The build without the other languages, which is the leanest that klaro has.
import 'klaro/dist/klaro-no-translations.min.css';
import { setup } from 'klaro/dist/klaro-no-translations-no-css.js';
import { embeds, intro, optional, title } from './words.js';

setup({
  version: 1,
  lang: 'en',
  acceptAll: true,
  privacyPolicy: '/notice',
  services: [
    ...optional
      .filter(({ id }) => id !== 'social')
      .map(({ id, title: named, cookies }) => ({ name: id, title: named, purposes: [id], cookies })),
    ...embeds.map((id) => ({ name: id, title: id, purposes: ['social'], contextualConsentOnly: true })),
  ],
  translations: {
    en: {
      acceptAll: 'Accept all',
      acceptSelected: 'Save my choice',
      close: 'Close',
      decline: 'Refuse all',
      ok: 'Accept all',
      poweredBy: ' ',
      privacyPolicy: { name: 'privacy notice', text: 'Read our {privacyPolicy}.' },
      consentModal: { title, description: intro },
      consentNotice: {
        description: intro,
        learnMore: 'Manage settings',
        changeDescription: 'There were changes.',
        testing: '',
        title,
      },
      contextualConsent: {
        acceptOnce: 'Show once',
        acceptAlways: 'Always show',
        description: 'Show {title}?',
      },
      purposes: Object.fromEntries(
        optional.map(({ id, title: named, description }) => [id, { title: named, description }]),
      ),
      purposeItem: { service: 'service', services: 'services' },
      service: {
        disableAll: { title: 'All', description: 'All services' },
        optOut: { title: '(opt-out)', description: '' },
        required: { title: '(needed)', description: '' },
        purpose: 'Purpose',
        purposes: 'Purposes',
      },
      save: 'Save',
    },
  },
});
