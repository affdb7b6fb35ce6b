import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { systemSession } from '@jingzhun/persistence';
import type { JudgingContext } from './judging-context.js';
import { inTurn, ScreeningService } from './screening.service.js';
import { standingOf } from './store/standing.js';
import type { SubjectKind } from './store/subjects.sql.js';

/** A county at once: what lies between rows is read from whole tables, and a kill costs no more than a second. */
export const CHUNK = 30_000;

const Payload = z.strictObject({
  cause: z.enum(['register', 'match', 'run']),
  accountId: z.uuid().nullable(),
  /** Subjects judged in one transaction. */
  atOnce: z.int().min(1).default(CHUNK),
});
type Payload = z.infer<typeof Payload>;

export const ScreeningRun = defineJob({ name: 'screening.run', payload: Payload });

const Checkpoint = z.object({
  kind: z.enum(['household', 'application', 'end']),
  after: z.string(),
  done: z.number(),
  counts: z.object({ veto: z.number(), strict: z.number(), unknown: z.number(), passed: z.number() }),
});
type Checkpoint = z.infer<typeof Checkpoint>;

const FIRST = '00000000-0000-0000-0000-000000000000';
const BEGINNING: Checkpoint = { kind: 'household', after: FIRST, done: 0, counts: { veto: 0, strict: 0, unknown: 0, passed: 0 } };
const AS_SCREENING = systemSession('screening');

/** Judges every household and every open application anew. Ended at any point, the next attempt goes on after the last chunk that was committed. */
@Injectable()
export class ScreeningRunJob implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(ScreeningRun, (payload, run) => this.judgeAll(payload, run));
  }

  private async judgeAll(payload: Payload, run: JobRun): Promise<{ subjects: number } & Checkpoint['counts']> {
    const context = await this.screening.prepare();
    const total = await run.connection(AS_SCREENING, async (client) => {
      const { rows } = await client.query<{ n: number }>(
        `select (select count(*) from household where status in ('registered', 'returned'))
           + (select count(*) from screening_subject where ended_at is null) as n`,
      );
      return rows[0]?.n ?? 0;
    });
    let at = run.checkpoint(Checkpoint) ?? BEGINNING;
    while (at.kind !== 'end') {
      if (run.signal.aborted) throw new Error('the service stops: the run goes on at its next start');
      at = await this.judgeNext(at, at.kind, context, payload, run);
      run.progress({ phase: at.kind, done: at.done, total });
    }
    return { subjects: at.done, ...at.counts };
  }

  private judgeNext(at: Checkpoint, kind: SubjectKind, context: JudgingContext, payload: Payload, run: JobRun): Promise<Checkpoint> {
    return run.connection(AS_SCREENING, async (client, save) => {
      await inTurn(client);
      const { stored, subjects } = await this.screening.read(client, context, kind, { after: at.after, most: payload.atOnce });
      const order = { cause: payload.cause, runId: run.jobId, accountId: payload.accountId };
      const written = await this.screening.write(client, stored, subjects, order);
      const counts = { ...at.counts };
      for (const { bits } of written) counts[standingOf(bits)] += 1;
      const done = at.done + subjects.length;
      const last = subjects.at(-1);
      const reached: Checkpoint =
        last && subjects.length === payload.atOnce
          ? { kind, after: last.id, done, counts }
          : { kind: NEXT[kind], after: FIRST, done, counts };
      await save(reached);
      return reached;
    });
  }
}

const NEXT = { household: 'application', application: 'end' } as const;
