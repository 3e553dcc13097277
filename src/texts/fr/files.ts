import type { Texts } from '../texts.ts';

export const files = {
  kinds: (names, megabytes) => `${names}, ${megabytes} Mo au plus`,
  smaller: (kinds) => `Choisissez un fichier plus petit : ${kinds}`,
  another: (kinds) => `Choisissez un autre fichier : ${kinds}`,
  card: 'Donnez un autre nom au fichier : il contient un numéro de carte',
  again: 'Choisissez de nouveau le fichier : nous ne l’avons gardé que deux heures',
  missing: (label) => `Choisissez un fichier : ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  many: 'Beaucoup de fichiers sont arrivés de votre réseau. Attendez une heure, puis renvoyez le vôtre.',
  chosen: (name) => `Fichier choisi : ${name}. Choisissez-en un autre pour le remplacer.`,
  without: (name) => `Envoyer le formulaire sans ${name}`,
} satisfies Texts['files'];
