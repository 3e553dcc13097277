import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { buildBanner } from '../../packages/banner/build.mjs';
import { openTestHeed } from '../../src/db/testing/stores.ts';
import { createApp } from '../../src/http/app.ts';
import { packageRoot } from '../../src/paths.ts';
import { type LoadedPolicy, loadPolicies, servePolicies } from '../../src/policy/policies.ts';
import type { RunningHeed } from '../server.ts';

/** Origins of the fake companies of the test site. */
export interface Others {
  /** Declared: videos, in the category `social`. */
  readonly video: string;
  /** Declared: visitor counts, in the category `performance`. */
  readonly counter: string;
}

/** Content of others that neither policy declares, as an organisation would declare it (docs/cookies.md). */
const MORE_EMBEDS: LoadedPolicy['data']['cookies']['embeds'] = [
  {
    id: 'vimeo',
    provider: 'Vimeo',
    origins: ['https://player.vimeo.com', 'https://i.vimeocdn.com'],
    category: 'social',
    notice_url: 'https://vimeo.com/privacy',
    joint_controller: false,
    clauses: [],
  },
  {
    id: 'maps',
    provider: 'Google Maps',
    origins: ['https://www.google.com', 'https://maps.googleapis.com', 'https://maps.gstatic.com'],
    category: 'social',
    notice_url: 'https://policies.google.com/privacy',
    joint_controller: false,
    clauses: [],
  },
];

/** The real folders, with the fake companies in the place of the real ones. */
export function testPolicies({ video, counter }: Others): LoadedPolicy[] {
  return loadPolicies(`${packageRoot}/policies`)
    .list()
    .map((policy) => {
      if (policy.id !== 'cmp') return policy;
      const { cookies } = policy.data;
      const [youtube] = cookies.embeds;
      const counting = {
        ...youtube!,
        id: 'counter',
        provider: 'Counter',
        origins: [counter],
        category: 'performance',
      };
      const embeds = [
        { ...youtube!, origins: [video] },
        ...cookies.embeds.slice(1),
        ...MORE_EMBEDS,
        counting,
      ];
      return { ...policy, data: { ...policy.data, cookies: { ...cookies, embeds } } };
    });
}

/** A Heed with these policies behind a real socket. */
export async function startHeed(policies: readonly LoadedPolicy[]): Promise<RunningHeed> {
  await buildBanner();
  const heed = await openTestHeed({ policies: servePolicies(policies) });
  const server = serve({ fetch: createApp(heed).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    heed,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await heed.close();
    },
  };
}
