import type { Texts } from '../texts.ts';

export const embedded = {
  problem: 'Il y a un problème',
  working: 'Envoi en cours…',
  failed: 'L’envoi n’a pas abouti et rien n’a été conservé. Réessayez dans un instant.',
} satisfies Texts['embedded'];
