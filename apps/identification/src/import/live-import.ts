import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Principal } from '@jingzhun/auth';
import type { Language } from '@jingzhun/service-shell';
import { ImportQueries } from './import.queries.js';
import { ImportRunner } from './import-runner.js';

const ENDED = new Set(['previewed', 'released', 'discarded', 'failed']);
/** Also asked for without a sign: another process may be the one that works. */
const ASK_MS = 2_000;

/** Progress of a batch as server-sent events, until nothing goes on by itself any more. */
@Injectable()
export class LiveImport {
  constructor(
    @Inject(ImportQueries) private readonly imports: ImportQueries,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
  ) {}

  async follow(principal: Principal, id: string, language: Language, response: Response): Promise<void> {
    // refused before the stream begins
    let current = await this.imports.get(principal, id, language);
    response
      .status(200)
      .set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    let told = '';
    while (!response.destroyed) {
      const text = JSON.stringify(current);
      if (text !== told) response.write(`event: progress\ndata: ${text}\n\n`);
      told = text;
      if (ENDED.has(current.state)) break;
      await this.nextChange(id, response);
      if (response.destroyed) return;
      current = await this.imports.get(principal, id, language);
    }
    response.end('event: done\ndata: {}\n\n');
  }

  private nextChange(id: string, response: Response): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.runner.changes.off(id, done);
        response.off('close', done);
        resolve();
      };
      const timer = setTimeout(done, ASK_MS);
      this.runner.changes.once(id, done);
      response.once('close', done);
    });
  }
}
