import { Hono } from 'hono';
import type { Heed } from '../../heed.ts';
import type { HttpEnv } from '../env.ts';
import { contactPages } from './contact/contact.tsx';
import { decisionPages } from './decisions/decisions.tsx';
import { demoPages } from './demo/demo-people.tsx';
import { noticePages } from './notice/notice.tsx';
import { startPage } from './start/start.tsx';

/** Every page; each file serves its own addresses. */
export function pageRoutes(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const pages of [startPage, noticePages, contactPages, decisionPages, demoPages])
    app.route('/', pages(heed));
  return app;
}
