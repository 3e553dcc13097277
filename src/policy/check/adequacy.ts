/**
 * Where personal data may go without a safeguard of its own. EEA: GDPR Art 45 decisions in force in November 2026, last
 * Brazil, Implementing Decision (EU) 2026/179 of 26 January 2026; the United States only within the Data Privacy
 * Framework, (EU) 2023/1795. UK: DPA 2018 Sch 21 paras 4 to 6, which carries on the decisions of 2020 and covers the
 * EEA, and the Republic of Korea, SI 2022/1213.
 */

const EEA = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);
const BOTH = 'AD AR CA CH FO GG IL IM JE JP KR NZ UY'.split(' ');
const FROM_EEA = new Set([...EEA, ...BOTH, 'GB', 'BR']);
const FROM_UK = new Set([...EEA, ...BOTH, 'GB', 'GI']);

/** Whether data may go to a country on adequacy alone, from each of the places it comes from. */
export function isAdequate(from: 'UK' | 'EEA' | 'UK+EEA', to: string): boolean {
  if (from === 'UK') return FROM_UK.has(to);
  if (from === 'EEA') return FROM_EEA.has(to);
  return FROM_UK.has(to) && FROM_EEA.has(to);
}
