import { parentPort, workerData } from 'node:worker_threads';
import type { Setup, Stretch } from './setup.ts';
import { StretchScreener } from './stretch-screener.ts';

const { setup, base } = workerData as { readonly setup: Setup; readonly base: number };
const screener = new StretchScreener(setup, base);
parentPort!.on('message', (stretch: Stretch) => parentPort!.postMessage(screener.screen(stretch)));
