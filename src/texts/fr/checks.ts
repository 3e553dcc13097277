import type { CheckWords } from '../checks.ts';

/** The checks that promises bind to, as the public reads them. A test tells of those that are missing here. */
export const checks: Readonly<Record<string, CheckWords>> = {
  'stops-win': {
    title: 'Un arrêt l’emporte sur toute autorisation',
    how: 'Ajouter un arrêt à un historique ne transforme jamais un refus en autorisation, et les décisions qui suivent nomment cet arrêt.',
  },
  'withdrawal-at-once': {
    title: 'Un retrait compte dès son instant',
    how: 'Un contact à l’instant même d’un retrait est refusé.',
  },
  'marketing-opt-out-at-once': {
    title: 'L’opposition à la prospection n’est jamais mise en balance',
    how: 'Une opposition ou un désabonnement fait refuser dès son instant, sur chaque moyen de contact qu’il nomme.',
  },
  'withdrawal-from-receipt': {
    title: 'Un retrait compte du jour de son arrivée',
    how: 'Un arrêt saisi aujourd’hui avec une date de réception antérieure fait refuser aussitôt.',
  },
  'restriction-binds': {
    title: 'Les données limitées ne sont pas utilisées',
    how: 'Tant qu’une limitation dure, la prospection auprès de la personne est refusée.',
  },
  'only-the-person-returns': {
    title: 'Après un effacement, seule la personne rouvre le contact',
    how: 'Une personne effacée dont les coordonnées sont fournies par quelqu’un d’autre est refusée ; un nouvel acte de la personne ne l’est pas.',
  },
  'suppression-survives-erasure': {
    title: 'La trace d’un arrêt survit à l’effacement',
    how: 'Une personne désabonnée puis effacée reste refusée après l’import de la même adresse.',
  },
  'no-consent-from-visit': {
    title: 'Visite, inscription et silence ne valent pas consentement',
    how: 'Un consentement tiré d’une politique ou d’une case précochée n’est pas accepté.',
  },
  'purpose-limit': {
    title: 'Utilisation pour les seules finalités inscrites',
    how: 'Un contact pour une finalité non inscrite est refusé.',
  },
  'art14-first-contact': {
    title: 'L’origine des données est dite au premier contact',
    how: 'Les données de tiers sans l’information de l’article 14 au plus tard avec le premier message sont refusées, puis après un mois comme tardives.',
  },
  'three-casl-bases': {
    title: 'Courriels canadiens sur les trois seuls fondements annoncés',
    how: 'Tout autre fondement prévu par la LCAP est refusé par la politique ; les deux délais sont essayés de part et d’autre, au jour près.',
  },
  'casl-evidence': {
    title: 'Chaque courriel canadien conserve son fondement',
    how: 'Les décisions pour le Canada portent le fondement, la preuve et le contenu exigé du message.',
  },
  'postal-address-in-mail': {
    title: 'Les courriels commerciaux portent l’adresse postale',
    how: 'Un courriel commercial sans l’adresse postale de l’expéditeur, son identité ou un moyen de refuser est refusé.',
  },
  'california-b2b': {
    title: 'Les règles californiennes valent aussi pour les contacts professionnels',
    how: 'Le partage d’un contact professionnel californien passe par les règles de Californie.',
  },
  'sharing-needs-notice': {
    title: 'Les sponsors ne reçoivent rien qui n’ait été annoncé',
    how: 'Un partage sans information lors de la collecte, ou après une opposition ou un signal du navigateur, est refusé.',
  },
  'no-children': {
    title: 'Aucune prospection auprès d’enfants',
    how: 'La prospection et la transmission à des tiers sont refusées lorsque la personne est connue pour être plus jeune que l’âge de la politique ; en Californie, l’enfant ou un parent peut donner son accord.',
  },
  'direct-consent-only': {
    title: 'Prospection seulement sur un consentement donné directement',
    how: 'Une adresse d’entreprise, une vente avec possibilité de refus et un consentement d’un fichier acheté sont chacun refusés.',
  },
  'no-marketing-box': {
    title: 'La case contre la prospection l’emporte',
    how: 'Cochée sur le même formulaire qu’un consentement, elle fait refuser la prospection.',
  },
  'given-address-only': {
    title: 'Seulement les adresses données par la personne',
    how: 'Une adresse ajoutée par ailleurs est refusée.',
  },
  'third-party-promotion': {
    title: 'La promotion d’autrui exige sa propre autorisation',
    how: 'Un consentement à la prospection de l’organisme ne couvre la promotion d’un tiers par aucun moyen.',
  },
  'research-no-promotion': {
    title: 'Les études ne vendent rien',
    how: 'Une véritable étude est permise par chaque moyen ; si elle contient de la promotion, elle est traitée comme de la prospection.',
  },
  'uk-pack': {
    title: 'Règles de prospection du Royaume-Uni',
    how: 'Chaque cas des règles du Royaume-Uni passe, chaque limite de part et d’autre.',
  },
  'tps-screening': {
    title: 'Les numéros sont vérifiés avant un appel',
    how: 'Un numéro non vérifié, vérifié avec un fichier de plus de 27 jours, ou inscrit depuis 28 jours est refusé.',
  },
  'purposes-on-notice': {
    title: 'L’avis énonce chaque finalité',
    how: 'Une finalité que l’avis n’énonce pas fait échouer le contrôle du dossier.',
  },
  'one-basis-per-purpose': {
    title: 'Chaque finalité a une seule base légale',
    how: 'Une finalité sans base légale ou sans justification est refusée à la lecture du dossier.',
  },
  'bases-from-register': {
    title: 'L’avis énumère les bases utilisées',
    how: 'La liste des bases est produite à partir des finalités.',
  },
  'recipients-from-register': {
    title: 'L’avis énumère chaque destinataire',
    how: 'La liste des destinataires est produite à partir du registre ; un avis sans elle échoue au contrôle.',
  },
  'retention-from-register': {
    title: 'Les durées publiées sont les règles',
    how: 'Le tableau des durées est produit à partir des règles.',
  },
  'registered-fields-only': {
    title: 'Les formulaires ne collectent que des champs inscrits',
    how: 'Un champ sans catégorie inscrite fait échouer le contrôle du dossier.',
  },
  'form-has-no-marketing-box': {
    title: 'Chaque formulaire de prospection a la case',
    how: 'Un formulaire qui collecte pour la prospection sans case de refus échoue au contrôle, là où la politique exige la case.',
  },
  'sponsor-choice-on-form': {
    title: 'Le partage avec les sponsors a son propre choix',
    how: 'Un formulaire avec un choix de partage et sans information sur les sponsors fait échouer le contrôle du dossier.',
  },
  'three-kinds-of-safeguards': {
    title: 'Mesures physiques, techniques et organisationnelles',
    how: 'Chacune des trois sortes compte au moins une mesure, avec un responsable et un délai de révision.',
  },
  'ask-before-cookies': {
    title: 'Rien n’est enregistré avant le choix',
    how: 'Une page avec toutes sortes de contenus intégrés ne joint personne et n’enregistre rien avant un choix.',
  },
  'cookie-choices-equal': {
    title: 'Refuser est aussi simple qu’accepter',
    how: 'L’un et l’autre sont un clic sur des boutons semblables, mémorisé et réversible.',
  },
  'cookie-withdrawal': {
    title: 'Le choix peut être retiré',
    how: 'Un clic supprime les cookies déclarés, et rien n’est envoyé ensuite.',
  },
  'gpc-honoured': {
    title: 'Les signaux du navigateur comptent',
    how: 'Global Privacy Control refuse, est affiché comme respecté, et ne cède qu’à un choix exprès.',
  },
  'cookies-declared': {
    title: 'Seulement des cookies déclarés',
    how: 'L’examen d’un site échoue sur tout ce que cookies.yaml ne déclare pas.',
  },
  'embeds-click-to-load': {
    title: 'Les contenus intégrés attendent un clic',
    how: 'Un cadre tient la place d’un contenu intégré, et son fournisseur n’est pas sollicité avant le clic.',
  },
  'recipient-contract': {
    title: 'Les destinataires sont liés par contrat',
    how: 'Un destinataire sans contrat ni fondement légal fait échouer le contrôle du dossier.',
  },
  'transfer-mechanism': {
    title: 'Chaque transfert a une garantie adaptée',
    how: 'Des données du Royaume-Uni sous le cadre sans son extension, ou une garantie expirée, font échouer le contrôle du dossier.',
  },
  'transfer-assessment-signed': {
    title: 'Les transferts sont évalués avec le destinataire',
    how: 'Des clauses types sans analyse de risque signée par les deux parties font échouer le contrôle du dossier.',
  },
  'authority-by-region': {
    title: 'L’autorité à saisir est nommée',
    how: 'Un dossier qui ne nomme aucune autorité, ou un avis qui ne les énumère pas, échoue au contrôle.',
  },
  'no-automated-decisions': {
    title: 'Aucune décision importante n’est laissée à une machine',
    how: 'Une finalité marquée comme entièrement automatisée échoue au contrôle tant que l’avis dit qu’il n’y en a pas.',
  },
  'changes-named': {
    title: 'Ce qui a changé est dit, et si cela importe',
    how: 'Deux versions du dossier sont comparées en mots, chaque changement étant important ou non, avec la raison.',
  },
  'allowed-sources': {
    title: 'Des données des seules sources annoncées',
    how: 'Un import d’une source que la politique n’autorise pas est refusé.',
  },
  'list-purchase-entry': {
    title: 'Les fichiers achetés ont une fiche d’achat',
    how: 'Un fichier acheté que la politique n’inscrit pas ne peut être importé.',
  },
  'preference-centre': {
    title: 'Les choix peuvent être changés à tout moment',
    how: 'Un changement sur la page des choix compte aussitôt et est consigné avec les mots affichés.',
  },
  'withdrawal-any-route': {
    title: 'Retrait par courrier, par page ou par lien',
    how: 'Une lettre, la page de la personne et un lien d’un courriel aboutissent chacun à un arrêt qui fait refuser le contact suivant.',
  },
  'sharing-switch': {
    title: 'Le partage peut être désactivé',
    how: 'Une personne qui désactive la transmission est laissée hors de la liste suivante vérifiée pour le partage.',
  },
  'profiling-objection': {
    title: 'Le profilage cesse sur opposition',
    how: 'Une opposition retire la personne de chaque public vérifié ensuite ; sur les sites, le choix des cookies y met fin.',
  },
  'form-notice-version': {
    title: 'Les formulaires consignent la version de l’avis',
    how: 'Une inscription conserve la version de l’avis affiché, avec la formulation de chaque case.',
  },
  'form-box-stored': {
    title: 'La case contre la prospection figure sur le formulaire et est conservée',
    how: 'Sa valeur est gardée avec formulation et version ; cochée, elle fait refuser la prospection quoi qu’il soit coché d’autre.',
  },
  'form-choices-unticked': {
    title: 'Aucune case n’est cochée d’avance',
    how: 'Chaque formulaire que voit le public est affiché, et aucune de ses cases n’est cochée.',
  },
  'marketing-notice-before-submit': {
    title: 'La prospection est annoncée avant l’envoi',
    how: 'Chaque formulaire dit au-dessus de son bouton de quoi dépend la prospection et renvoie à l’avis en vigueur.',
  },
  'special-category-review': {
    title: 'Le texte libre est surveillé pour les données sensibles',
    how: 'Une remarque de santé dans un message est signalée pour relecture ; dans un champ prévu pour cela, elle ne l’est pas.',
  },
  'age-gate': {
    title: 'Les enfants ne peuvent pas s’inscrire',
    how: 'Une année de naissance qui peut être sous l’âge requis est refusée, et rien du formulaire n’est gardé.',
  },
  'screening-proof': {
    title: 'Les listes de campagne portent une vérification signée',
    how: 'Chaque liste vérifiée vient avec un résumé signé : empreinte de la liste, dates des registres, versions et comptes.',
  },
  'replay-as-known': {
    title: 'Les décisions antérieures restent explicables',
    how: 'Une décision antérieure à un retrait est rejouée telle qu’elle était connue alors et donne le même résultat.',
  },
  'erasure-destroys-key': {
    title: 'L’effacement détruit la clé de la personne',
    how: 'Après effacement, une copie brute de la base ne contient aucune valeur de la personne.',
  },
  'sealed-fields': {
    title: 'Les valeurs personnelles sont chiffrées dans la base',
    how: 'Une copie brute de la base ne montre aucune valeur personnelle en clair.',
  },
  'consent-evidence': {
    title: 'Un consentement garde sa preuve',
    how: 'Un consentement sans formulation, version de l’avis, mode, date et source est refusé.',
  },
  'separate-address-state': {
    title: 'Chaque adresse a ses propres autorisations',
    how: 'Deux adresses d’une même personne ont des autorisations distinctes.',
  },
  'intake-mailbox': {
    title: 'Un message à l’adresse d’accueil ouvre une demande',
    how: 'Un message ouvre une demande, avec son heure de réception.',
  },
  'intake-dpo': {
    title: 'Un message au délégué à la protection des données ouvre un dossier',
    how: 'Un message ouvre un dossier dans la même file.',
  },
  'intake-any-wording': {
    title: 'Toute formulation ouvre une demande',
    how: '« Qu’avez-vous sur moi ? » ouvre une demande d’accès.',
  },
  'intake-post': {
    title: 'Les demandes par courrier gardent leur date de réception',
    how: 'Une demande saisie par le personnel court du jour de son arrivée.',
  },
  'access-deadline': {
    title: 'Les demandes d’accès reçoivent réponse à temps',
    how: 'Le délai montre son calcul et la réponse sa date.',
  },
  'access-package': {
    title: 'La réponse d’accès est complète',
    how: 'Le dossier contient chaque élément de l’article 15, paragraphe 1, de chaque système.',
  },
  'access-form': {
    title: 'Le formulaire d’accès est facultatif',
    how: 'Le formulaire fonctionne, et une demande en texte libre aussi.',
  },
  'redaction-reason': {
    title: 'Les occultations portent une raison',
    how: 'Une occultation sans raison ni validation est refusée.',
  },
  'identity-proportionate': {
    title: 'L’identité n’est demandée qu’en cas de doute',
    how: 'Une personne connectée n’est pas interrogée ; des frais exigent un motif consigné.',
  },
  'rectification-propagates': {
    title: 'Les rectifications parviennent aux destinataires',
    how: 'Chaque destinataire des données est prévenu et listé.',
  },
  'rectification-clock': {
    title: 'Les rectifications sont rapides',
    how: 'Le délai de la rectification figure au dossier.',
  },
  'removal-clock': {
    title: 'Retrait dans le délai promis',
    how: 'Le délai court sans pause, week-ends compris, et alerte à son terme.',
  },
  replies: {
    title: 'Les réponses disent ce qui a été fait',
    how: 'Chaque demande reçoit une réponse avec date, résultat et voie de réclamation.',
  },
  'authority-in-replies': {
    title: 'Les réponses nomment l’autorité de la région',
    how: 'Une réponse au Royaume-Uni nomme l’ICO et la procédure de réclamation.',
  },
  'complaint-clock': {
    title: 'Les réclamations reçoivent un accusé de réception à temps',
    how: 'L’accusé de réception est dû 30 jours après la réception.',
  },
  'objection-weighed': {
    title: 'Les autres oppositions sont mises en balance',
    how: 'Une opposition hors prospection limite l’utilisation jusqu’à une décision consignée.',
  },
  'erasure-propagates': {
    title: 'L’effacement atteint chaque système',
    how: 'Chaque système relié signale que c’est fait.',
  },
  'erasure-refusal-ground': {
    title: 'Un effacement refusé nomme son motif',
    how: 'Un refus sans motif de l’article 17, paragraphe 3, ne peut être envoyé.',
  },
  'restriction-lift-notice': {
    title: 'La personne est prévenue avant la fin d’une limitation',
    how: 'La lever sans prévenir est refusé.',
  },
  'portability-export': {
    title: 'Les membres reçoivent leurs données à emporter',
    how: 'L’export contient ce que la personne a donné, et rien de déduit.',
  },
  'portability-keeps': {
    title: 'Emporter des données n’efface rien',
    how: 'Le dossier est inchangé après un export.',
  },
  'contact-by-region': {
    title: 'Les réponses nomment le bureau de la région',
    how: 'La réponse à une personne en Allemagne nomme l’établissement dans l’Union.',
  },
  'update-swiftly': {
    title: 'Les changements devancent le mois légal',
    how: 'Le délai médian et le pire délai sont publiés.',
  },
  'footer-unsubscribe': {
    title: 'Chaque courriel de prospection a une sortie qui fonctionne',
    how: 'Le lien et l’arrêt en un clic fonctionnent sans connexion pendant 60 jours et plus.',
  },
  'bounce-marks-address': {
    title: 'Les adresses mortes sont marquées',
    how: 'Un rejet définitif rend l’adresse inutilisable.',
  },
  'mail-gate': {
    title: 'Aucun courriel ne part sans décision',
    how: 'La passerelle refuse ce que le moteur refuse.',
  },
  'no-cookie-wall': {
    title: 'Le service fonctionne sans cookies facultatifs',
    how: 'La réservation aboutit quand tous sont refusés.',
  },
  'analytics-not-joined': {
    title: 'Les statistiques n’identifient personne',
    how: 'Le rapprochement de statistiques et de personnes est refusé.',
  },
  'photo-notice': {
    title: 'Les prises de vue sont annoncées',
    how: 'Un événement avec prises de vue et sans plan d’information ne peut être ouvert.',
  },
  'photo-preference': {
    title: 'Le souhait de ne pas être photographié parvient au photographe',
    how: 'La personne figure sur la liste et dans l’export des badges.',
  },
  'photo-takedown': {
    title: 'Les images peuvent être retirées',
    how: 'Un retrait est suivi jusqu’à son terme.',
  },
  'portal-visibility': {
    title: 'Les profils ne sont vus que dans leur portail',
    how: 'Un membre d’un autre portail, ou un visiteur, ne trouve rien.',
  },
  'profile-field-source': {
    title: 'Chaque champ du profil a une source',
    how: 'Un champ sans source est refusé.',
  },
  'anonymous-contributions': {
    title: 'L’anonyme reste anonyme',
    how: 'Aucun affichage aux membres ne renvoie au profil.',
  },
  'portal-consent': {
    title: 'L’autorisation vaut pour le thème d’un portail',
    how: 'Un consentement pour un portail ne couvre pas un autre.',
  },
  'retention-run': {
    title: 'Les données disparaissent à la fin de leur durée',
    how: 'Une donnée échue et sans suspension a disparu après le passage.',
  },
  'finance-outlives-marketing': {
    title: 'Les factures survivent aux données de prospection',
    how: 'Après la durée de prospection, seuls les champs de facture restent.',
  },
  'recording-retention': {
    title: 'Les enregistrements disparaissent à leur terme',
    how: 'Une suspension l’empêche, et rien d’autre.',
  },
  'suppression-survives-retention': {
    title: 'La liste d’opposition survit aux durées',
    how: 'La purge laisse les entrées d’opposition.',
  },
  'disclosure-gate': {
    title: 'Les données ne partent que pour une finalité énoncée',
    how: 'Une communication sans finalité, contrat ou garantie valable est refusée.',
  },
  'disclosure-permission': {
    title: 'Les données ne partent qu’avec autorisation',
    how: 'Une personne sans autorisation est laissée de côté et comptée.',
  },
  'disclosure-log': {
    title: 'Qui a reçu quoi est consigné',
    how: 'Une réponse d’accès énumère les destinataires avec les pays.',
  },
  'processor-attestation': {
    title: 'Les agences montrent qu’elles vérifient',
    how: 'L’export d’une agence sans preuve de vérification est refusé.',
  },
  'systems-inventory': {
    title: 'Les systèmes sont là où l’avis le dit',
    how: 'Un système dans un autre pays déclenche une alerte.',
  },
  'assessment-review': {
    title: 'Les évaluations sont révisées',
    how: 'Une révision en retard crée une tâche.',
  },
  'security-controls': {
    title: 'Les mesures ont un responsable et une date de révision',
    how: 'Une révision en retard crée une tâche.',
  },
  'security-tests': {
    title: 'Les mesures sont testées',
    how: 'Un test manqué apparaît en retard.',
  },
  'tls-only': {
    title: 'Les échanges sont chiffrés',
    how: 'Le HTTP en clair est refusé.',
  },
  'breach-clock': {
    title: 'Les violations sont notifiées à temps',
    how: 'À la fin du délai, le dossier donne l’alerte.',
  },
  'incident-outcome': {
    title: 'Les incidents se closent sur une suite',
    how: 'Un incident avec abus du personnel exige sa suite.',
  },
  'need-to-know': {
    title: 'Le personnel voit ce que sa tâche exige',
    how: 'Un accès sans besoin est refusé et consigné.',
  },
  'training-gate': {
    title: 'Pas d’accès sans formation',
    how: 'Un test périmé ou échoué retire l’accès.',
  },
  'staff-sign-in': {
    title: 'L’accès exige un mot de passe',
    how: 'Chaque dossier exige une personne connectée.',
  },
  'notice-versions': {
    title: 'Les avis ont version et date',
    how: 'Chaque consentement renvoie à une version qui était en vigueur.',
  },
  'material-change-plan': {
    title: 'Les changements importants sont annoncés',
    how: 'Aucun ne peut être publié sans plan d’information.',
  },
  'change-log': {
    title: 'Les changements sont publics',
    how: 'Le journal des changements énumère chaque version.',
  },
  'coverage-page': {
    title: 'Chaque engagement montre sa preuve',
    how: 'La page énumère chaque clause avec son contrôle et sa dernière preuve.',
  },
  'links-work': {
    title: 'Les liens de l’avis fonctionnent',
    how: 'Le vérificateur de liens passe.',
  },
  'california-notice': {
    title: 'L’avis pour la Californie est renouvelé chaque année',
    how: 'Un avis de plus de 12 mois déclenche une alerte.',
  },
  'access-procedure-published': {
    title: 'La procédure d’accès est publiée',
    how: 'Le document est là, avec sa version.',
  },
};
