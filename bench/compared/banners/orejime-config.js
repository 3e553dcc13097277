import { embeds, optional } from './words.js';

window.orejimeConfig = {
  privacyPolicyUrl: '/notice',
  purposes: [
    ...optional
      .filter(({ id }) => id !== 'social')
      .map(({ id, title, description, cookies }) => ({ id, title, description, cookies })),
    ...embeds.map((id) => ({ id, title: id, description: 'Content of another company', cookies: [] })),
  ],
};
