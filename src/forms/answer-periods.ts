import { addMonths, civil, dayNumber, dayOf, daysInMonth, LONDON, startOfDay } from '../decision/calendar.ts';
import { parseDuration } from '../policy/duration.ts';
import type { LoadedPolicy } from '../policy/policies.ts';
import type { PolicyData } from '../policy/schema.ts';

type Rule = PolicyData['retention']['rules'][number];

/** How long each answer of a form is kept, by id of the field. */
export interface AnswerPeriods {
  /** Whether the periods begin when the form comes in, or when somebody says that what it was for is over. */
  readonly ends: 'receipt' | 'later';
  /**
   * Epoch ms from which an answer may no longer be kept, or null while no rule says so.
   *
   * @param over epoch ms: when what the form was for was over
   */
  until(field: string, over: number): number | null;
}

/**
 * The periods of a form by its policy: for each field the rules of its category that the purposes of the form name, or
 * all rules of that category where they name none; the longest counts. An answer goes with the end of its last day.
 */
export function answerPeriods({ data }: LoadedPolicy, formId: string): AnswerPeriods {
  const form = data.forms.forms.find(({ id }) => id === formId);
  const named = new Set(
    data.purposes.purposes.filter(({ id }) => form?.purposes.includes(id)).map(({ retention }) => retention),
  );
  const categoryOf = new Map(
    data.data.categories.flatMap(({ id, fields }) => fields.map((field) => [field.id, id] as const)),
  );
  const rulesOf = (field: string): readonly Rule[] => {
    const ofCategory = data.retention.rules.filter((rule) => rule.data.includes(categoryOf.get(field) ?? ''));
    const chosen = ofCategory.filter(({ id }) => named.has(id));
    return chosen.length > 0 ? chosen : ofCategory.filter(({ period }) => parseDuration(period));
  };
  return {
    ends: form?.ends ?? 'receipt',
    until(field, over) {
      const ends = rulesOf(field).map((rule) => endOf(rule, over, data.retention.financial_year_ends));
      return ends.length > 0 && !ends.includes(null) ? Math.max(...ends.map(Number)) : null;
    },
  };
}

/** The first instant after a period; null for one that has no end of its own. */
function endOf({ period, starts }: Rule, over: number, yearEnd: string): number | null {
  const length = parseDuration(period);
  if (!length) return null;
  const first = dayOf(over, LONDON);
  const from = starts === 'financial-year-end' ? endOfYear(first, yearEnd) : first;
  const last =
    addMonths(from, length.years * 12 + length.months) + length.days + Math.ceil(length.hours / 24);
  return startOfDay(last + 1, LONDON);
}

/** The last day of the financial year in which a day lies. */
function endOfYear(day: number, yearEnd: string): number {
  const [month, date] = yearEnd.split('-').map(Number) as [number, number];
  const inYear = (year: number) => dayNumber(year, month, Math.min(date, daysInMonth(year, month)));
  const { year } = civil(day);
  return inYear(year) >= day ? inYear(year) : inYear(year + 1);
}
