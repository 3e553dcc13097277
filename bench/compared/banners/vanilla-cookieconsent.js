import 'vanilla-cookieconsent/dist/cookieconsent.css';
import '@orestbida/iframemanager/dist/iframemanager.css';
import '@orestbida/iframemanager';
import { acceptService, run } from 'vanilla-cookieconsent';
import { categories, embeds, intro, title } from './words.js';

const frames = window.iframemanager();
frames.run({
  currLang: 'en',
  onChange: ({ changedServices, eventSource }) => {
    if (eventSource.type === 'click') acceptService(changedServices, 'social');
  },
  services: Object.fromEntries(
    embeds.map((id) => [
      id,
      {
        embedUrl: `https://${id}.example.org/{data-id}`,
        languages: {
          en: { notice: 'Shown by another company.', loadBtn: 'Show once', loadAllBtn: 'Always show' },
        },
      },
    ]),
  ),
});
run({
  // The browser of the bench says that it is driven by a program.
  hideFromBots: false,
  categories: Object.fromEntries(
    categories.map(({ id, cookies = [] }) => [
      id,
      {
        readOnly: id === 'necessary',
        enabled: id === 'necessary',
        autoClear: { cookies: cookies.map((name) => ({ name })) },
        ...(id === 'social' && {
          services: Object.fromEntries(
            embeds.map((one) => [
              one,
              {
                label: one,
                onAccept: () => frames.acceptService(one),
                onReject: () => frames.rejectService(one),
              },
            ]),
          ),
        }),
      },
    ]),
  ),
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title,
          description: intro,
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Refuse all',
          showPreferencesBtn: 'Manage settings',
        },
        preferencesModal: {
          title,
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Refuse all',
          savePreferencesBtn: 'Save my choice',
          closeIconLabel: 'Close',
          sections: categories.map(({ id, title: named, description }) => ({
            title: named,
            description,
            linkedCategory: id,
          })),
        },
      },
    },
  },
});
