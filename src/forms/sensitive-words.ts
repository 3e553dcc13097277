/**
 * Words that make a free text worth a look: it may say something of a special category (GDPR Art 9(1)) or of offences
 * (Art 10). A person reads it and takes out what is not needed; nothing is decided by it.
 */
const KINDS: Readonly<Record<string, RegExp>> = {
  health:
    /\b(allerg\w*|asthma\w*|autis\w*|blind|cancer|chemo\w*|c(?:o)?eliac|deaf|dement\w*|depress\w*|diabet\w*|diagnos\w*|disab\w*|dyslexi\w*|epilep\w*|hearing loss|hiv|hospital\w*|illness|insulin|medicat\w*|mental health|migraine\w*|pregnan\w*|ptsd|sick leave|surgery|therap(?:y|ist)|wheelchair\w*)\b/i,
  belief:
    /\b(atheis\w*|baptis[mt]\w*|buddhis\w*|catholic\w*|christian\w*|church|halal|hindu\w*|islam\w*|jewish|judaism|kosher|mosque|muslim\w*|pray(?:er|ing)|ramadan|religio\w*|sikh\w*|synagogue)\b/i,
  origin: /\b(asylum|ethnic\w*|my race|racial\w*|refugee)\b/i,
  politics: /\b(conservative party|labour party|party member(?:ship)?|political\w*|voted for)\b/i,
  union: /\b(shop steward|trade union\w*|union (?:member|rep)\w*)\b/i,
  sexuality:
    /\b(bisexual|gay|gender (?:identity|reassign\w*)|homosexual|lesbian|sexual orientation|transgender)\b/i,
  offences: /\b(arrested|convict(?:ed|ion)\w*|criminal record|prison)\b/i,
};

/** Kinds of special data that a text seems to speak of; empty for most texts. */
export function sensitiveKinds(text: string): string[] {
  return Object.entries(KINDS)
    .filter(([, words]) => words.test(text))
    .map(([kind]) => kind);
}
