import type { z } from 'zod';
import { clausesFile } from './schema/clauses.ts';
import { contactRulesFile } from './schema/contact-rules.ts';
import { cookiesFile } from './schema/cookies.ts';
import { dataFile } from './schema/data.ts';
import { formsFile } from './schema/forms.ts';
import { policyFile } from './schema/policy.ts';
import { portalsFile } from './schema/portals.ts';
import { purposesFile } from './schema/purposes.ts';
import { recipientsFile } from './schema/recipients.ts';
import { requestsFile } from './schema/requests.ts';
import { retentionFile } from './schema/retention.ts';
import { sourcesFile } from './schema/sources.ts';
import { staffFile } from './schema/staff.ts';

/**
 * The files of a policy folder, one schema each. They are the source of the JSON Schemas that editors read
 * (`heed policy schema`), of the checks, and of the types that the rest of Heed sees.
 *
 * Conventions: ids are kebab-case; periods and clocks are ISO 8601 durations (`P24M`, `PT48H`); clauses are ids of
 * the clause register (`CMP-96`); texts that the public reads are plain English Markdown without links to third parties.
 */
export const FILES = {
  policy: policyFile,
  data: dataFile,
  purposes: purposesFile,
  'contact-rules': contactRulesFile,
  sources: sourcesFile,
  forms: formsFile,
  cookies: cookiesFile,
  retention: retentionFile,
  recipients: recipientsFile,
  portals: portalsFile,
  requests: requestsFile,
  staff: staffFile,
  clauses: clausesFile,
} as const;

export type FileName = keyof typeof FILES;
/** A policy folder once read: every file by its name, and the notice prose by language. */
export type PolicyData = { [K in FileName]: z.infer<(typeof FILES)[K]> };
