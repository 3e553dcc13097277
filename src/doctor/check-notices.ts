import type { Heed } from '../heed.ts';
import { findConflicts, nameOf } from '../notices/keep-versions.ts';
import type { CheckReport } from '../policy/check/check-folder.ts';
import { type DoctorFinding, error, ok, warning } from './finding.ts';

/** Documents that law wants brought up to date before long, such as the California notice. */
export function checkReviews({ folder, findings }: CheckReport): DoctorFinding[] {
  return findings
    .filter(({ code }) => code === 'document-review-due' || code === 'document-review-overdue')
    .map(({ severity, message, action }) =>
      (severity === 'error' ? error : warning)('documents', `${folder}: ${message}`, action),
    );
}

/** Whether each version still says what people read when it was served. */
export async function checkServedVersions(heed: Heed): Promise<DoctorFinding> {
  const conflicts = await findConflicts(heed.db, heed.policies);
  if (conflicts.length === 0) return ok('notices', 'Every version says what it said when it was served.');
  return error(
    'notices',
    `${conflicts.map(nameOf).join(', ')} was served with another content, and "heed serve" refuses it.`,
    `heed policy publish ${conflicts[0]!.policy}`,
  );
}
