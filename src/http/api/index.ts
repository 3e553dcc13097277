import type { Heed } from '../../heed.ts';
import type { HttpApp } from '../env.ts';
import { decisionRoutes } from './decisions.ts';
import { keyRoutes } from './keys.ts';
import { policyRoutes } from './policies.ts';
import { registerRoutes } from './registers.ts';

/** Every `/v1` route, one file a noun. */
export function mountApi(app: HttpApp, heed: Heed): void {
  app.route('/', decisionRoutes(heed));
  app.route('/', keyRoutes(heed));
  app.route('/', policyRoutes(heed));
  app.route('/', registerRoutes(heed));
}
