import { plural } from '../format.ts';
import type { Texts } from '../texts.ts';

export const notice = {
  onThisPage: 'Sur cette page',
  contents: 'Sommaire de cet avis',
  documents: 'Documents',
  versionOf: (date) => `Version du ${date}`,
  fromData:
    'Les listes, durées et adresses de cet avis proviennent des données selon lesquelles chaque contact est décidé : le texte et la pratique ne peuvent donc pas diverger.',
  back: 'Revenir à l’avis de confidentialité',
  promises: (count) => plural('fr', count, { one: 'Engagement', other: 'Engagements' }),
  noCheck: 'sans contrôle propre',
  checked: 'contrôlé',
  checkToCome: 'contrôle à venir',
  partlyChecked: 'contrôlé en partie',
  checkedTag: 'Contrôlé',
  toComeTag: 'À venir',
} satisfies Texts['notice'];
