import { registerCookieBanner } from '@probo/cookie-banner';

registerCookieBanner();
const banner = document.createElement('probo-cookie-banner');
banner.setAttribute('banner-id', 'bench');
banner.setAttribute('base-url', `${location.origin}/probo/`);
banner.setAttribute('position', 'bottom-left');
document.body.append(banner, document.createElement('probo-settings-link'));
