import { describe, expect, it } from 'vitest';
import { readFiles } from '../read-folder.ts';
import { sampleFolder } from '../testing/sample-folder.ts';
import { checkFolder } from './check-folder.ts';

/** The findings about wording that a sentence in the notice earns. */
function wordingOf(sentence: string, language = 'en'): string[] {
  const files = sampleFolder();
  const notice = files.get(`notice.${language}.md`) ?? '';
  files.set(`notice.${language}.md`, `${notice}\n${sentence}\n`);
  const { findings } = checkFolder(readFiles('sample', files));
  // A notice of one sentence lacks much else; what is looked for here stands in that sentence.
  const found = language === 'en' ? findings : findings.filter(({ message }) => message.startsWith('“'));
  return [...new Set(found.map(({ code }) => code))];
}

describe('wordings that cannot do the legal work they claim', () => {
  it.each([
    [
      'By visiting our websites such as www.club.example.org you are accepting our practices.',
      'consent-by-visiting',
    ],
    [
      'By visiting any of our websites, you are accepting and consenting to these practices.',
      'consent-by-visiting',
    ],
    ['By using this site you agree to our use of your data.', 'consent-by-visiting'],
    ['By continuing to browse, you consent to cookies.', 'consent-by-visiting'],
    ['Your continued use of our website means that you accept this.', 'consent-by-visiting'],
    ['By registering for an event you agree to such a transfer.', 'consent-by-registering'],
    ['By submitting your data, you agree to it being stored abroad.', 'consent-by-registering'],
    [
      'You agree that we have the right to share your details with selected third parties.',
      'consent-by-terms',
    ],
    ['You agree that Example Club may pass your details on.', 'consent-by-terms'],
    [
      'Residents of the State of California consent to their information being shared with sponsors.',
      'consent-by-terms',
    ],
    ['The box is pre-ticked for your convenience.', 'ticked-in-advance'],
    ['We cannot guarantee the security of data sent to our site.', 'security-disclaimer'],
    ['Any transmission is at your own risk.', 'security-disclaimer'],
    ['Each request should make clear that it is a subject access request.', 'form-of-words'],
    ['You must fill out the access request form.', 'form-of-words'],
    ['We do not consider that this right applies to our services.', 'right-denied'],
    ['The right to data portability is not available to members.', 'right-denied'],
  ])('flags: %s', (sentence, code) => {
    expect(wordingOf(sentence)).toEqual([code]);
  });

  it.each([
    'Reading this page or visiting our sites commits you to nothing.',
    'Registering for an event is no consent to anything else.',
    'By registering you get a badge and a seat.',
    'If you agree, we share your details with the sponsors of the event.',
    'Any wording opens a request, with or without our form.',
    'We protect your data with encryption and keep improving it.',
    'You can take your data along to another provider.',
  ])('lets pass: %s', (sentence) => {
    expect(wordingOf(sentence)).toEqual([]);
  });

  it.each([
    ['En visitant ce site, vous acceptez nos pratiques.', 'consent-by-visiting'],
    ['L’utilisation de notre site vaut consentement.', 'consent-by-visiting'],
    ['En vous inscrivant, vous acceptez ce transfert.', 'consent-by-registering'],
    ['Vous acceptez que Example Club puisse partager vos données.', 'consent-by-terms'],
    ['La case est précochée pour vous.', 'ticked-in-advance'],
    ['Nous ne pouvons garantir la sécurité de vos données.', 'security-disclaimer'],
    ['Chaque demande doit préciser qu’il s’agit d’un droit d’accès.', 'form-of-words'],
    ['Vous devez remplir notre formulaire de demande.', 'form-of-words'],
    ['Le droit à la portabilité ne s’applique pas à ces services.', 'right-denied'],
  ])('flags in French: %s', (sentence, code) => {
    expect(wordingOf(sentence, 'fr')).toEqual([code]);
  });

  it.each([
    'Lire cette page ou visiter nos sites ne vous engage à rien.',
    'Lire, s’inscrire ou envoyer un formulaire ne vaut jamais accord à un partage.',
    'En vous inscrivant, vous recevez un badge.',
    'Toute formulation convient, avec ou sans formulaire.',
  ])('lets pass in French: %s', (sentence) => {
    expect(wordingOf(sentence, 'fr')).toEqual([]);
  });
});
