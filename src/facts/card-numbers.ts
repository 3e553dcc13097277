/** First digits and lengths of payment cards (ISO/IEC 7812): what else passes the check digit is left alone. */
const CARD = /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[0689]\d{12}|6\d{15,18})$/;

/** Whether a text holds a payment card number, however it is spaced. Such a text is refused and never kept. */
export function holdsCardNumber(text: string): boolean {
  const digits = text.normalize('NFKC');
  for (const [run] of digits.matchAll(/\d(?:[ .\-_/\u00a0]?\d){12,}/g)) {
    const number = run.replaceAll(/\D/g, '');
    // A card number may stand beside other digits: every window of a card's length is tried.
    for (let length = 13; length <= 19; length++)
      for (let from = 0; from + length <= number.length; from++) {
        const part = number.slice(from, from + length);
        if (CARD.test(part) && passesLuhn(part)) return true;
      }
  }
  return false;
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
