import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler, type Response } from 'express';

/** Addresses that are not the portal's: the gateway's own and the departments'. */
const RESERVED = /^\/(api|auth|oidc|public|healthz|livez|metrics)(\/|$)/;

/** The app of surveyors' phones, an entry of its own that starts without signal. */
const SURVEY = /^\/survey(\/|$)/;

/**
 * The portal: files with a digest in their name for a year, everything else asked for anew; unknown addresses get the start page,
 * because the portal routes by itself.
 */
export function portalFiles(folder: string): RequestHandler {
  const serve = express.static(folder, { index: false, redirect: false, setHeaders: cacheByName });
  return (request, response, next) => {
    if (RESERVED.test(request.path) || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    serve(request, response, (error?: unknown) => {
      if (error) return next(error);
      const start = path.join(folder, SURVEY.test(request.path) ? 'survey.html' : 'index.html');
      // a missing picture or script is missing: the start page in its place would only confuse
      if (path.extname(request.path) || !existsSync(start)) return next();
      response.setHeader('Cache-Control', 'no-cache');
      response.sendFile(start);
    });
  };
}

function cacheByName(response: Response, file: string): void {
  const digested = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(path.basename(file)) && file.includes(`${path.sep}assets${path.sep}`);
  response.setHeader('Cache-Control', digested ? 'public, max-age=31536000, immutable' : 'no-cache');
}
