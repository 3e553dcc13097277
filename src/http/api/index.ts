import type { Heed } from '../../heed.ts';
import type { HttpApp } from '../env.ts';
import { contactDecisionRoutes } from './contact-decisions.ts';
import { cookieConsentRoutes } from './cookie-consents.ts';
import { decisionRoutes } from './decisions.ts';
import { embeddedFormRoutes } from './embedded-forms.ts';
import { factRoutes } from './facts.ts';
import { formRoutes } from './forms.ts';
import { importRoutes } from './imports.ts';
import { keyRoutes } from './keys.ts';
import { linkRoutes } from './links.ts';
import { policyRoutes } from './policies.ts';
import { policyVersionRoutes } from './policy-versions.ts';
import { registerRoutes } from './registers.ts';
import { screeningRoutes } from './screenings.ts';
import { subjectRoutes } from './subjects.ts';
import { submissionRoutes } from './submissions.ts';
import { suppressionRoutes } from './suppressions.ts';

/** The `/v1` routes, one file a noun, in the order of the reference. */
const NOUNS = [
  decisionRoutes,
  contactDecisionRoutes,
  factRoutes,
  subjectRoutes,
  suppressionRoutes,
  linkRoutes,
  formRoutes,
  submissionRoutes,
  embeddedFormRoutes,
  policyRoutes,
  policyVersionRoutes,
  importRoutes,
  screeningRoutes,
  registerRoutes,
  cookieConsentRoutes,
  keyRoutes,
];

export function mountApi(app: HttpApp, heed: Heed): void {
  for (const routes of NOUNS) app.route('/', routes(heed));
}
