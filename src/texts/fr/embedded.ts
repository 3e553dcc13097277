import type { Texts } from '../texts.ts';

export const embedded = {
  problem: 'Il y a un problème',
  working: 'Envoi en cours…',
  old: 'Cette page est trop ancienne. Rechargez-la et envoyez de nouveau le formulaire.',
  failed: 'L’envoi n’a pas abouti et rien n’a été conservé. Réessayez dans un instant.',
} satisfies Texts['embedded'];
