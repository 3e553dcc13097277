import { Hono } from 'hono';
import type { Heed } from '../../heed.ts';
import type { HttpEnv } from '../env.ts';
import { contactPages } from './contact/contact.tsx';
import { bannerFileRoutes } from './cookies/banner-files.ts';
import { cookiePages } from './cookies/cookies.tsx';
import { decisionPages } from './decisions/decisions.tsx';
import { demoMailPages } from './demo/demo-mail.tsx';
import { demoPages } from './demo/demo-people.tsx';
import { documentPages } from './documents/documents.tsx';
import { formPages } from './forms/forms.tsx';
import { noticePages } from './notice/notice.tsx';
import { versionPages } from './notice/versions.tsx';
import { preferencePages } from './preferences/preferences.tsx';
import { linkRequestPages } from './preferences/request.tsx';
import { screeningPages } from './screenings/screenings.tsx';
import { startPage } from './start/start.tsx';
import { stopLinkPages } from './stop/stop.tsx';
import { erasePages } from './subjects/erase.tsx';
import { stopPages } from './subjects/stop.tsx';
import { subjectPages } from './subjects/subjects.tsx';
import { entryPages } from './submissions/enter.tsx';
import { submissionPages } from './submissions/submissions.tsx';

/** Every page; each file serves its own addresses. */
export function pageRoutes(heed: Heed): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const pages of [
    startPage,
    noticePages,
    versionPages,
    documentPages,
    stopLinkPages,
    preferencePages,
    linkRequestPages,
    formPages,
    bannerFileRoutes,
    cookiePages,
    contactPages,
    decisionPages,
    screeningPages,
    subjectPages,
    entryPages,
    submissionPages,
    stopPages,
    erasePages,
    demoPages,
    demoMailPages,
  ])
    app.route('/', pages(heed));
  return app;
}
