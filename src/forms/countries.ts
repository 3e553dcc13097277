import { countryWords } from '../texts/format.ts';
import { LANGUAGES, type Language } from '../texts/languages.ts';

/** ISO 3166-1 alpha-2, as of 2026. */
const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** Every country in the order of its names, in each language. */
const COUNTRIES: ReadonlyMap<Language, readonly Country[]> = new Map(
  LANGUAGES.map((language) => [
    language,
    CODES.map((code) => ({ code, name: countryWords(code, language) })).sort((a, b) =>
      a.name.localeCompare(b.name, language),
    ),
  ]),
);

export function countriesIn(language: Language): readonly Country[] {
  return COUNTRIES.get(language)!;
}

const KNOWN = new Set(CODES);
const byName = new Map([...COUNTRIES.values()].flat().map(({ code, name }) => [name.toLowerCase(), code]));

/** The code of a country given as code or name; undefined for any other text. */
export function countryCode(text: string): string | undefined {
  const upper = text.trim().toUpperCase();
  if (upper === 'UK') return 'GB';
  return KNOWN.has(upper) ? upper : byName.get(text.trim().toLowerCase());
}
