import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Jobs } from '@jingzhun/jobs';
import type { Principal } from '@jingzhun/auth';
import type { Language } from '@jingzhun/service-shell';
import type { ImportResponse } from './import.dto.js';
import { ImportQueries } from './import.queries.js';

/** Progress of a batch as server-sent events, until nothing goes on by itself any more. */
@Injectable()
export class LiveImport {
  constructor(
    @Inject(ImportQueries) private readonly imports: ImportQueries,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  async follow(principal: Principal, id: string, language: Language, response: Response): Promise<void> {
    // refused before the stream begins
    const { job_id: jobId } = await this.imports.row(principal, id);
    const read = (): Promise<ImportResponse> => this.imports.get(principal, id, language);
    response
      .status(200)
      .set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    const show = (batch: unknown): void => void response.write(`event: progress\ndata: ${JSON.stringify(batch)}\n\n`);
    if (jobId) await this.untilEnded(jobId, read, show, response);
    else show(await read());
    response.end('event: done\ndata: {}\n\n');
  }

  private untilEnded(
    jobId: string,
    read: () => Promise<ImportResponse>,
    show: (batch: unknown) => void,
    response: Response,
  ): Promise<void> {
    return new Promise((resolve) => {
      const following = this.jobs
        .watch(jobId, undefined, read)
        .subscribe({ next: ({ data }) => show(data), complete: resolve, error: resolve });
      response.once('close', () => {
        following.unsubscribe();
        resolve();
      });
    });
  }
}
