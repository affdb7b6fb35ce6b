import { RequestMethod } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import helmet from 'helmet';
import type { Request, Response } from 'express';
import type { Department } from '@jingzhun/persistence';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { notKept } from './http/not-kept.js';
import { requestId } from './http/request-id.js';
import { validationPipe } from './http/validation.js';
import { logRequests } from './logs/access-log.js';
import { measureRequests } from './metrics/http-metrics.js';
import { LOGGER, METRICS_REGISTRY } from './tokens.js';

const JSON_LIMIT = '1mb';

/** Of the gateway: sign-in, session and the notice board, whose addresses are stable. A department's own `public/` lies below its prefix. */
const STABLE_ADDRESSES: Readonly<Partial<Record<Department, string[]>>> = { gateway: ['auth/{*path}', 'public', 'public/{*path}'] };

/**
 * How long a connection that nobody uses stays open. Whoever asks through kept connections (the gateway, a proxy in front of it) closes
 * his much earlier: one that is closed here while a request is on its way loses that request.
 */
export const KEEP_ALIVE_MS = 120_000;

/** What `bootstrap` and the tests do alike to an application before it listens. */
export function configureService(app: NestExpressApplication, department: Department): NestExpressApplication {
  // answers are not kept (notKept): a tag over their bytes would be worked out for nobody; a record's own tag is its version
  app.disable('x-powered-by').disable('etag');
  app.use(requestId, measureRequests(app.get<Registry>(METRICS_REGISTRY)), logRequests(app.get<Logger>(LOGGER)), helmet());
  app.use(`/api/${department}/v1`, notKept);
  app.useBodyParser('json', { limit: JSON_LIMIT, strict: true });
  app.setGlobalPrefix(`api/${department}/v1`, {
    exclude: [
      ...['livez', 'healthz', 'metrics'].map((path) => ({ path, method: RequestMethod.GET })),
      ...(STABLE_ADDRESSES[department] ?? []),
    ],
  });
  app.useGlobalPipes(validationPipe());
  app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
  let document: OpenAPIObject | undefined;
  app.use(`/api/${department}/openapi.json`, (_request: Request, response: Response) => {
    document ??= openApiDocument(app, department);
    response.json(document);
  });
  return app;
}

/** OpenAPI 3.1 of the service, from its zod schemas. */
export function openApiDocument(app: NestExpressApplication, department: Department): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.1')
    .setTitle(`Jingzhun ${department}`)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config);
}
