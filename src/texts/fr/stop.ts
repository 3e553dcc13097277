import type { Texts } from '../texts.ts';

export const stop = {
  title: (what) => `Ne plus recevoir ${what}`,
  question: (what) => `Ne plus recevoir ${what} ?`,
  lead: (name) =>
    `Un clic, et ${name} ne vous envoie plus aucun de ces messages. Vous n’avez besoin d’aucun compte.`,
  button: (what) => `Ne plus recevoir ${what}`,
  stopped: (what) => `Arrêt enregistré : ${what}`,
  since: (date, name) =>
    `Depuis le ${date}, ${name} n’a plus le droit de vous envoyer ces messages. Un message déjà parti peut encore vous parvenir.`,
  mistake: 'Était-ce une erreur ?',
  bySaying: (wording) => `En appuyant sur le bouton, vous dites : « ${wording} »`,
  undo: 'Annuler l’arrêt',
  undoneTitle: 'Envoi repris',
  undone: (what) => `Vous recevrez de nouveau ${what}`,
  kept: (wording) => `Nous avons conservé ce que vous avez accepté : « ${wording} »`,
  again: 'Arrêter de nouveau',
  more: (choices, notice) => [
    choices('Voir et modifier tous vos choix'),
    ', ou lire l’',
    notice('avis de confidentialité'),
    '.',
  ],
  stopWording: (what) => `Ne plus m’adresser ${what}.`,
  undoWording: (name, what) => `Oui, ${name} peut de nouveau m’adresser ${what}.`,
} satisfies Texts['stop'];
