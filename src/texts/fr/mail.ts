import type { Texts } from '../texts.ts';

export const mail = {
  linkSubject: (name) => `Vos choix auprès de ${name}`,
  link: (link) => `Quelqu’un (vous, espérons-nous) a demandé ce lien sur notre site.

Voyez ce que nous conservons au sujet de vos choix, modifiez-les ou arrêtez tout :

${link}

Ce lien est pour vous seul. Il permet d’arrêter les envois sans limite de temps, et de les activer pendant 30 jours.
Si vous ne l’avez pas demandé, vous n’avez rien à faire.
`,
  confirmSubject: (name) => `Merci de confirmer : ${name} peut-il vous écrire ?`,
  confirm: (
    link,
    choices,
  ) => `Quelqu’un (vous, espérons-nous) a rempli un formulaire sur notre site et coché que nous pouvions vous contacter.

Pour le confirmer, ouvrez cette page et appuyez sur le bouton :

${link}

Sans cela, nous ne le faisons pas. Si ce n’était pas vous, vous n’avez rien à faire.

Tous vos choix : ${choices}
`,
} satisfies Texts['mail'];
