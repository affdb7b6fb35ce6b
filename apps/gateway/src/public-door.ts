import { randomUUID } from 'node:crypto';
import { NotFoundException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import { GATEWAY_CONFIG, type GatewayConfig } from './config.js';
import { eventCatalogue } from './events/event-catalogue.js';
import { portalFiles } from './portal/portal-files.js';
import { departmentProxy } from './proxy/department-proxy.js';
import { PublicLimits } from './public-site/public-limits.js';
import { securityHeaders } from './security-headers.js';
import { sendRefusal } from './send-refusal.js';
import { ApiCaller } from './session/api-caller.js';
import { isFromOwnPage } from './session/same-origin.js';
import { OtherSite } from './session/session.errors.js';
import { OidcServer } from './sign-in/oidc-server.js';
import { pageFont } from './sign-in/pages/page-font.js';

/** What stands before the controllers. The proxy comes before any body is read: uploads stream through. */
export function openPublicDoor(app: NestExpressApplication): void {
  const config = app.get<GatewayConfig>(GATEWAY_CONFIG);
  // the one proxy in front says who called it; what a caller writes before that is his own invention
  app.set('trust proxy', config.trustProxy ? 1 : false);
  app.set('query parser', 'simple');
  app.use(securityHeaders());
  app.use(nameRequest);
  app.use('/metrics', refuseThroughProxy);
  app.use('/oidc', app.get(OidcServer).handle);
  app.use('/api/events/asyncapi.json', eventCatalogue());
  app.use('/api', keepNothing, app.get(ApiCaller).identify);
  app.use('/auth/fonts', pageFont());
  app.use(
    '/auth',
    refuseOtherSites(config),
    refuseTokens,
    app.get(ApiCaller).identify,
    express.urlencoded({ extended: false, limit: '20kb' }),
  );
  app.use('/public', app.get(PublicLimits).pages, express.urlencoded({ extended: false, limit: '60kb' }));
  app.use(app.get(PublicLimits).api);
  app.use(departmentProxy(config));
  app.use(portalFiles(config.portalFiles));
}

/** From outside nobody names our requests. */
function nameRequest(request: Request, response: Response, next: NextFunction): void {
  const id = randomUUID();
  request.headers['x-request-id'] = id;
  response.setHeader('X-Request-Id', id);
  next();
}

/** Answers about persons do not stay in a browser's cache on the disk; what says otherwise by itself is not about persons. */
function keepNothing(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

const refuseOtherSites =
  (config: GatewayConfig) =>
  (request: Request, response: Response, next: NextFunction): void => {
    if (isFromOwnPage(request, config.publicUrl)) next();
    else sendRefusal(request, response, new OtherSite());
  };

/** Behind a proxy on this machine everybody seems to be local: figures are read directly, not through it. */
function refuseThroughProxy(request: Request, response: Response, next: NextFunction): void {
  if (request.headers['x-forwarded-for'] === undefined) next();
  else sendRefusal(request, response, new NotFoundException());
}

/** `/auth` is for browsers with a session. */
function refuseTokens(request: Request, _response: Response, next: NextFunction): void {
  delete request.headers.authorization;
  next();
}
