// What each banner is told: the same three purposes and the same embedded services, in English.
export const title = 'Cookies on this site';
export const intro =
  'We would like to count visits, remember settings and show content of YouTube, LinkedIn and X. We ask again after six months. You can withdraw at any time under Cookie settings.';
export const categories = [
  { id: 'necessary', title: 'Strictly necessary', description: 'Without these the site could not work.' },
  {
    id: 'statistics',
    title: 'Statistics',
    description: 'They count which pages are read.',
    cookies: ['cmp_stats'],
  },
  {
    id: 'functionality',
    title: 'Settings',
    description: 'They remember text size.',
    cookies: ['cmp_settings'],
  },
  {
    id: 'social',
    title: 'Embedded content',
    description: 'Films and posts of other companies.',
    cookies: ['YSC'],
  },
];
export const optional = categories.slice(1);
export const embeds = ['youtube', 'linkedin', 'x'];
