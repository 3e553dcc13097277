// Offline mode asks no server, so that nothing but the banner itself is waited for.
import '@c15t/react/styles.css';
import { ConsentManagerProvider } from '@c15t/react';
import { ConsentBanner } from '@c15t/react/components/consent-banner';
import { ConsentDialog } from '@c15t/react/components/consent-dialog';
import { createRoot } from 'react-dom/client';

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(
  <ConsentManagerProvider
    options={{
      mode: 'offline',
      consentCategories: ['necessary', 'measurement', 'functionality', 'marketing'],
      overrides: { country: 'DE' },
    }}
  >
    <ConsentBanner />
    <ConsentDialog />
  </ConsentManagerProvider>,
);
