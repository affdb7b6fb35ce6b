import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { answerOf } from './mock/answers.js';

/**
 * `npm run mock -w @jingzhun/portal`: the portal with made-up answers, for work on screens without any service. Never part of a build.
 * `?mock=<role>` in the first address chooses who is signed in.
 */
export function mockGateway(): Plugin {
  return {
    name: 'mock-gateway',
    apply: 'serve',
    configureServer: answerBefore,
    configurePreviewServer: answerBefore,
  };
}

function answerBefore(server: { middlewares: Connect.Server }): void {
  server.middlewares.use((request, response, next) => {
    void handle(request, response).then((done) => {
      if (!done) next();
    }, next);
  });
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://mock.invalid');
  const role = url.searchParams.get('mock');
  if (role) response.setHeader('set-cookie', `mock-role=${role}; Path=/`);
  if (!/^\/(api|auth|healthz)/.test(url.pathname)) return false;
  const answer = answerOf({
    method: request.method ?? 'GET',
    url,
    role: /mock-role=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'county-officer',
    body: await bodyOf(request),
    ifMatch: request.headers['if-match'],
  });
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (!response.hasHeader('content-type')) {
    response.setHeader('content-type', answer.status >= 400 ? 'application/problem+json' : 'application/json');
  }
  response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  return true;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}
