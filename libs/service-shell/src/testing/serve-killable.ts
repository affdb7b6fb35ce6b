import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Consumers } from '@jingzhun/messaging';
import { Clock, type Department } from '@jingzhun/persistence';
import pg from 'pg';
import { configureService } from '../configure-service.js';

interface Counted {
  statements: number;
  readonly dieAt: number;
}
const counting = new AsyncLocalStorage<Counted>();
const next = (counted: Counted): void => {
  counted.statements += 1;
  if (counted.statements === counted.dieAt) process.kill(process.pid, 'SIGKILL');
};

/**
 * A process of the service that ends itself, as a power cut would, right before the statement that a request names (`x-die-at`); with
 * DIE_HANDLING before that statement of what it hears, the last of them being the answer to the broker; with DIE_WORKING before that
 * statement of its long work, where the service says who does it. Prints where it listens.
 */
export async function serveKillable(module: Type, department: Department, jobs?: { readonly prototype: Works }): Promise<void> {
  countStatements();
  if (jobs) countWorking(jobs.prototype, Number(process.env['DIE_WORKING'] ?? 0));
  countHandling(Number(process.env['DIE_HANDLING'] ?? 0));
  const app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, logger: ['error'] });
  app.use((request: Request, response: Response, proceed: NextFunction) => {
    const clock = app.get(Clock);
    clock.advance(Math.max(0, Date.parse(request.header('x-now') ?? '') - clock.now().getTime()) || 0);
    const counted: Counted = { statements: 0, dieAt: Number(request.header('x-die-at') ?? 0) };
    // the answer is the last of them: everything is written and nobody has heard of it
    const writeHead = response.writeHead.bind(response) as (...parameters: unknown[]) => Response;
    response.writeHead = ((...parameters: unknown[]) => {
      next(counted);
      response.setHeader('x-statements', counted.statements);
      return writeHead(...parameters);
    }) as Response['writeHead'];
    counting.run(counted, proceed);
  });
  configureService(app, department);
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`listening ${await app.getUrl()}\n`);
}

function countStatements(): void {
  type Query = (...parameters: unknown[]) => unknown;
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function (...parameters) {
    const counted = counting.getStore();
    if (counted) next(counted);
    return query.apply(this, parameters);
  };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a job is asked is its own business here
type Work = (...parameters: any[]) => Promise<object | void>;
interface Works {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  handle(kind: any, handler: Work, endings?: any): void;
}

/** Statements of all its long work together. */
function countWorking(prototype: Works, dieAt: number): void {
  const { handle } = prototype;
  const counted: Counted = { statements: 0, dieAt };
  prototype.handle = function (kind, handler, endings) {
    handle.call(this, kind, (...parameters) => counting.run(counted, () => handler(...parameters)), endings);
  };
}

function countHandling(dieAt: number): void {
  const { add } = Consumers.prototype;
  Consumers.prototype.add = function (loop) {
    const once = loop.effect.once.bind(loop.effect);
    const counted = { statements: 0, dieAt };
    loop.effect.once = (events) =>
      counting.run(counted, async () => {
        const fresh = await once(events);
        next(counted);
        return fresh;
      });
    // what a killed process had in hand is not waited for
    Object.assign(loop, { options: { ...(loop as unknown as { options: object }).options, ackWaitMs: 1_000 } });
    add.call(this, loop);
  };
}
