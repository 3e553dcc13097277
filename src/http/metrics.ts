import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { routeOf } from './access-log.ts';
import type { HttpEnv } from './env.ts';

/** Counters of one app, in Prometheus text form. Labels are closed lists: nothing in them can name a person. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  request(method: string, route: string, status: number, seconds: number): void;
  decided(decision: { readonly decision: string; readonly reason: string }): void;
  factsAppended(count: number): void;
}

let loopDelay: ReturnType<typeof monitorEventLoopDelay> | undefined;

/** The event loop's delay, measured once for the process however many apps there are. */
function eventLoopDelay(): ReturnType<typeof monitorEventLoopDelay> {
  if (!loopDelay) {
    loopDelay = monitorEventLoopDelay({ resolution: 20 });
    loopDelay.enable();
  }
  return loopDelay;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'heed_http_request_duration_seconds',
    help: 'Time to answer an HTTP request, by method, route pattern and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const decisions = new Counter({
    name: 'heed_decisions_total',
    help: 'Decisions answered over HTTP, by effect and reason',
    labelNames: ['decision', 'reason'] as const,
    registers,
  });
  const facts = new Counter({
    name: 'heed_facts_appended_total',
    help: 'Facts appended over HTTP',
    registers,
  });
  new Gauge({
    name: 'heed_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last scrape, 99th percentile',
    registers,
    collect() {
      const delay = eventLoopDelay();
      this.set(Number.isNaN(delay.mean) ? 0 : delay.percentile(99) / 1e9);
      delay.reset();
    },
  });
  new Gauge({
    name: 'heed_resident_memory_bytes',
    help: 'Memory of the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  eventLoopDelay();
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    decided: ({ decision, reason }) => decisions.inc({ decision, reason }),
    factsAppended: (count) => facts.inc(count),
  };
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts and times every request. */
export function measure(metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const started = performance.now();
    c.set('metrics', metrics);
    await next();
    const method = METHODS.has(c.req.method) ? c.req.method : 'OTHER';
    const route = routeOf(c.res.status, routePath(c, -1));
    metrics.request(method, route, c.res.status, (performance.now() - started) / 1000);
  };
}
