import { plural } from '../format.ts';
import type { Texts } from '../texts.ts';

export const preferences = {
  title: (policy) => `Vos choix, ${policy}`,
  heading: 'Vos choix',
  lead: (name) =>
    `Une case cochée signifie que ${name} peut vous contacter. Décochez-la, enregistrez, et ce n’est plus permis, à l’instant même.`,
  stopAll: 'Tout arrêter',
  stopAllHint: (name) =>
    `Aucune prospection de ${name}, sous quelque forme et par quelque moyen que ce soit, et aucune transmission de vos coordonnées.`,
  oneByOne: 'Choisir au cas par cas',
  oldLink: (link) => [
    'Ce lien a plus de 30 jours. Il permet de tout arrêter, mais pas d’activer quoi que ce soit. Pour cela, ',
    link('demandez un nouveau lien'),
    '.',
  ],
  purposes: {
    direct_marketing: 'Nos propres actualités et offres',
    third_party_promotion: 'Les offres d’autres organismes, envoyées par nous',
  },
  byLawHint: 'Case cochée : la loi le permet sans vous le demander. Vous pouvez toujours dire non.',
  byLaw: 'Permis par la loi sans vous le demander ; vous pouvez toujours dire non.',
  unreachable: (channels) =>
    `Nous ne détenons aucune adresse ni aucun numéro pour vous joindre par ${channels}.`,
  sharing: 'Transmettre vos coordonnées',
  save: 'Enregistrer',
  refused: (link) => [
    'Rien n’a été activé : ce lien est trop ancien pour cela. ',
    link('Demandez un nouveau lien'),
    '.',
  ],
  unchanged: 'Rien ne différait de ce qui était enregistré ; rien n’a donc été modifié.',
  saved: 'Vos choix sont enregistrés',
  savedLead:
    'Ils s’appliquent dès maintenant. Conservez cette page ou imprimez-la : elle est votre récépissé.',
  late: 'Certaines cases n’ont pu être prises en compte, car ce lien a plus de 30 jours.',
  reference: 'Référence',
  when: 'Date',
  ukTime: (instant) => `${instant} (heure du Royaume-Uni)`,
  with: 'Auprès de',
  noticeInForce: 'Avis en vigueur',
  chosen: 'Ce que vous avez choisi',
  back: 'Revenir à vos choix',
  staysFree: 'Cette adresse ne recevra aucune prospection.',
  nothingHeld: 'Nous ne détenons rien sur vous sous l’adresse pour laquelle ce lien a été créé.',
  nothingHeldHash:
    'Si vos données ont été effacées, une empreinte chiffrée nous empêche d’écrire de nouveau à cette adresse. Le bouton s’en assure, quoi qu’il se soit passé auparavant.',
  hearAgain: (link) => [
    'Pour recevoir de nouveau de nos nouvelles, utilisez l’un de ',
    link('nos formulaires'),
    '.',
  ],
  held: 'Ce que nous conservons au sujet de vos choix',
  nothingTold: 'Rien : vous ne nous avez encore rien indiqué.',
  showEntries: (count) =>
    plural('fr', count, {
      one: 'Afficher l’unique entrée, avec sa date et sa formulation',
      other: `Afficher les ${count} entrées, avec dates et formulations`,
    }),
  acts: {
    consent: 'Vous avez donné votre accord',
    withdrawal: 'Vous avez retiré votre consentement',
    unsubscribe: 'Vous avez mis fin à votre abonnement',
    objection: 'Vous avez exprimé votre opposition',
    restriction: 'Vous avez demandé la limitation du traitement',
    opt_out_sale_share: 'Vous avez refusé la vente et le partage',
    opt_in_sale_share: 'Vous avez accepté la vente et le partage',
  },
  boxTicked: 'Vous avez coché la case contre la prospection',
  boxOffered: 'Une case contre la prospection vous a été proposée',
  channelNames: {
    email: 'Courriel',
    sms: 'SMS',
    social_dm: 'Message privé',
    live_call: 'Appel téléphonique',
    automated_call: 'Appel automatisé',
    fax: 'Télécopie',
    post: 'Lettre',
  },
  purposeNames: {
    direct_marketing: 'prospection',
    third_party_promotion: 'promotion pour des tiers',
    consent_request: 'demande de consentement',
    market_research: 'étude de marché',
    share_third_party: 'transmission à des tiers',
    sale_optin_request: 'nouvelle demande d’accord à la vente',
  },
  methods: {
    unticked_box: 'case à cocher, vide au départ',
    double_opt_in: 'confirmation par courriel',
    preference_centre: 'page de vos choix',
    paper: 'formulaire papier',
    oral: 'accord oral',
    written: 'écrit',
    signature: 'signature',
  },
  everyChannel: 'tous les moyens de contact',
  everyMarketing: 'prospection de toute nature',
  givenBy: (method) => `donné par : ${method}`,
  notice: (version) => `avis ${version}`,
  referenceOf: (reference) => `référence ${reference}`,
  askHeading: 'Voir et modifier vos choix',
  askLead: (name) =>
    `Nous vous envoyons par courriel un lien vers une page personnelle : ce que ${name} peut vous adresser, ce que nous conservons au sujet de vos choix, et un bouton qui arrête tout. Ni compte ni mot de passe.`,
  email: 'Votre adresse électronique',
  emailHint: 'Celle à laquelle nous vous écrivons. Elle ne sert qu’à ce seul courriel.',
  emailError: 'Saisissez une adresse électronique, par exemple nom@example.org',
  mailMe: 'M’envoyer le lien',
  askNotice: (link) => [
    'L’',
    link('avis de confidentialité'),
    ' explique ce que nous faisons de vos données.',
  ],
  mailbox: 'Consultez votre messagerie',
  onItsWay:
    'Si nous connaissons cette adresse, un courriel contenant votre lien est en route. Il arrive en général en une ou deux minutes.',
  nothingCame:
    'Rien n’est arrivé ? Regardez dans les courriers indésirables, ou essayez une autre adresse que nous pourrions avoir.',
  writeTo: (link) => ['Vous pouvez aussi écrire à ', link, ' et nous dire ce que vous souhaitez.'],
} satisfies Texts['preferences'];
