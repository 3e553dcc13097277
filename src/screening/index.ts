/** The commands of the screening area. */
export { cancelScreening } from './cancel-screening.ts';
export { type ExplainedRow, explainRow } from './explain-row.ts';
export { keepScreenings, removeOldResults } from './keep-screenings.ts';
export { getScreening, listScreenings, type Screening } from './queries.ts';
export { explainLine, type SampledRow, sampleRows } from './sample-rows.ts';
export { parseScreening, type ScreeningInput, screeningSchema } from './schema.ts';
export { type ScreeningProgress, type ScreenListInput, screenList } from './screen-list.ts';
export { RESULT_HOURS, RESULT_NAMES, resultFile } from './screening-files.ts';
export { startScreening } from './start-screening.ts';
export type { Summary } from './summary.ts';
export { verifyResults } from './verify-results.ts';
