import { Agent, type IncomingMessage } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { KEEP_ALIVE_MS } from '@jingzhun/service-shell';
import { OWNERS, type GatewayConfig, type Owner } from '../config.js';
import { sendRefusal } from '../send-refusal.js';
import { originOf } from '../session/same-origin.js';
import { DepartmentDown, DepartmentNotHere } from './proxy.errors.js';

/** The service may compute this long before it says its first word; work that takes longer is a job. */
const FIRST_WORD_MS = 120_000;

/** A connection nobody uses is closed here long before the service would: a service that is slow for a moment loses no request by it. */
const IDLE_MS = KEEP_ALIVE_MS / 4;

/** `/api/<department>/…` of the six departments, streaming both ways; everything else passes on. */
export function departmentProxy(config: GatewayConfig): RequestHandler {
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: IDLE_MS });
  const proxies = new Map(OWNERS.map((owner) => [owner as string, proxyTo(owner, config, agent)]));
  return (request, response, next) => {
    const proxy = proxies.get(/^\/api\/([a-z]+)(?:\/|$)/.exec(request.path)?.[1] ?? '');
    if (proxy) proxy(request, response, next);
    else next();
  };
}

function proxyTo(owner: Owner, config: GatewayConfig, agent: Agent): (request: Request, response: Response, next: NextFunction) => void {
  const target = config.services[owner];
  if (!target) return (request, response) => sendRefusal(request, response, new DepartmentNotHere(owner));
  const proxy = createProxyMiddleware<Request, Response>({
    target,
    agent,
    proxyTimeout: FIRST_WORD_MS,
    on: {
      proxyReq: (outgoing, request, response) => {
        // what the browser keeps for us is nobody else's; who asks from where is ours to say
        outgoing.removeHeader('cookie');
        outgoing.setHeader('X-Forwarded-For', request.ip ?? '');
        outgoing.setHeader('X-Jingzhun-Origin', originOf(request, config.publicUrl));
        outgoing.setHeader('X-Request-Id', String(response.getHeader('X-Request-Id') ?? ''));
        // somebody who leaves in the middle ends the work behind as well
        response.once('close', () => outgoing.destroy());
      },
      proxyRes: (incoming) => {
        delete incoming.headers['set-cookie'];
        delete incoming.headers['x-powered-by'];
        unbuffered(incoming);
      },
      error: (error, request, response) => {
        if ('setHeader' in response) sendRefusal(request, response, new DepartmentDown(owner));
        else response.destroy(error);
      },
    },
  });
  return (request, response, next) => void proxy(request, response, next);
}

/** A proxy in front of ours must not collect live updates either. */
function unbuffered(incoming: IncomingMessage): void {
  if (incoming.headers['content-type']?.startsWith('text/event-stream')) incoming.headers['x-accel-buffering'] = 'no';
}
