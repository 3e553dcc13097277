import type { Texts } from '../texts.ts';

export const cookies = {
  pageTitle: (policy) => `Cookies, ${policy}`,
  saved: 'Choix enregistré',
  savedLead: 'Votre choix est enregistré.',
  nothingBefore: (link) => [
    'Rien de facultatif n’est chargé ni enregistré avant votre choix, avec ou sans JavaScript. Vous pouvez revenir sur cette page à tout moment et choisir de nouveau. ',
    link('Lire l’avis de confidentialité'),
    '.',
  ],
  allow: 'Autoriser',
  providerNotice: (provider) => `Avis de confidentialité de ${provider}`,
  stored: (category) => `Ce qui est enregistré : ${category}`,
  storedHead: ['Nom', 'Émetteur', 'Finalité', 'Durée'],
  needs: (name) => `${name} utilise des cookies sans lesquels ce site ne peut pas fonctionner.`,
  optional: (purposes) =>
    `Si vous l’acceptez, nous utilisons aussi des cookies pour ces finalités : ${purposes}.`,
  thirdParties: (names) => `Ces tiers ont alors connaissance de votre visite : ${names}.`,
  lasts: (longest, again) =>
    `Les cookies sont conservés ${longest}. Nous vous reposons la question après ${again}.`,
  upTo: (duration) => `${duration} au plus`,
  canRefuse: 'Vous pouvez refuser, et retirer votre accord à tout moment avec le bouton en bas de la page.',
  objection: (categories) =>
    `Déjà actifs, pour notre seul usage, comme le permet le droit du Royaume-Uni : ${categories}. Refusez pour vous y opposer.`,
  optOut: (categories) =>
    `Déjà actifs : ${categories}. Refusez pour vous opposer à la vente et au partage de vos données personnelles.`,
  banner: {
    title: 'Cookies sur ce site',
    accept: 'Tout accepter',
    refuse: 'Tout refuser',
    choose: 'Personnaliser',
    save: 'Enregistrer mon choix',
    close: 'Fermer',
    withdraw: 'Retirer mon consentement',
    control: 'Gestion des cookies',
    necessary: 'Toujours actifs',
    gpc: 'Votre navigateur envoie un signal de confidentialité. Nous le respectons : les cookies facultatifs sont désactivés.',
    more: 'À propos de ces cookies',
    policy: 'Politique de confidentialité',
    embed:
      'Ce contenu provient de {provider}. Si vous l’affichez, {provider} voit votre adresse IP et cette page, et peut déposer des cookies.',
    undeclared: 'Un contenu d’un autre site n’est pas affiché ici, car ce site ne l’a pas déclaré.',
    once: 'Afficher une fois',
    always: 'Toujours afficher {provider}',
    notice: 'Avis de confidentialité de {provider}',
    receipt: 'Enregistrer un récépissé de mon choix',
    forget: 'Supprimer la trace de mon choix',
  },
} satisfies Texts['cookies'];
