import type { Texts } from '../texts.ts';

export const frame = {
  skip: 'Aller au contenu principal',
  errorTitle: (title) => `Erreur : ${title}`,
  demoLabel: 'Démonstration',
  demo: (strong) => [strong('Démonstration :'), ' personnes fictives, rien n’est conservé.'],
  home: ', page d’accueil',
  homePublic: ', avis de confidentialité',
  navigation: 'Principale',
  languages: 'Langue',
  footer:
    'Heed, l’avis de confidentialité qui agit. Ces pages ne déposent aucun traceur et ne demandent rien à personne d’autre.',
  problem: 'Un problème est survenu',
  error: 'Erreur',
  success: 'C’est fait',
  important: 'Important',
  table: (number) => `Tableau ${number}`,
} satisfies Texts['frame'];
