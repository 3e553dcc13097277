import { Hono } from 'hono';
import type { Heed } from '../../heed.ts';
import type { HttpEnv } from '../env.ts';
import { noticePages } from './notice/notice.tsx';
import { startPage } from './start/start.tsx';

/** Every page; each file serves its own addresses. */
export function pageRoutes(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const pages of [startPage, noticePages]) app.route('/', pages(heed));
  return app;
}
