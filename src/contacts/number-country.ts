/** Country codes of the United Kingdom and the EEA. The others are shared by countries whose law differs, such as +1. */
const COUNTRIES: Readonly<Record<string, string>> = {
  '44': 'GB',
  '30': 'GR',
  '31': 'NL',
  '32': 'BE',
  '33': 'FR',
  '34': 'ES',
  '36': 'HU',
  '39': 'IT',
  '40': 'RO',
  '43': 'AT',
  '45': 'DK',
  '46': 'SE',
  '47': 'NO',
  '48': 'PL',
  '49': 'DE',
  '351': 'PT',
  '352': 'LU',
  '353': 'IE',
  '354': 'IS',
  '356': 'MT',
  '357': 'CY',
  '358': 'FI',
  '359': 'BG',
  '370': 'LT',
  '371': 'LV',
  '372': 'EE',
  '385': 'HR',
  '386': 'SI',
  '420': 'CZ',
  '421': 'SK',
  '423': 'LI',
};

/** Guernsey, Jersey and the Isle of Man share +44 and have laws of their own. */
const NOT_GB = /^\+44(1481|1534|1624|7781|7839|7911|7797|7937|7509|7829|7524|7624|7924)/;

/**
 * The country that a number in E.164 belongs to, for people of whom nothing else tells it. Undefined where the code
 * leaves it open: an unknown country is the careful answer.
 */
export function countryOfNumber(e164: string): string | undefined {
  if (NOT_GB.test(e164)) return undefined;
  return COUNTRIES[e164.slice(1, 3)] ?? COUNTRIES[e164.slice(1, 4)];
}
