import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { NextFunction, Request, Response } from 'express';
import type { Department } from '@jingzhun/persistence';

export function createRegistry(department: Department): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ department });
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Times requests by the route's pattern: an address with an id in it is never a label. */
export function measureRequests(registry: Registry): (request: Request, response: Response, next: NextFunction) => void {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return (request, response, next) => {
    const stop = duration.startTimer();
    response.once('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      stop({ method: request.method, route: typeof route === 'string' ? route : 'none', status: String(response.statusCode) });
    });
    next();
  };
}
