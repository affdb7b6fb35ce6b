import { isNativeError } from 'node:util/types';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type MessageEvent, type OnApplicationBootstrap } from '@nestjs/common';
import type { PgBoss } from 'pg-boss';
import type { Observable } from 'rxjs';
import { Refusal } from '@jingzhun/domain/refusal';
import { Clock, Database, newId, type Handle } from '@jingzhun/persistence';
import { assertNoLongNumber, type JobKind } from './define-job.js';
import { JobRun } from './job-run.js';
import { JobStore } from './job-store.js';
import { JobChanges, jobStream } from './job-stream.js';
import { GAVE_UP, type JobView } from './job-view.js';
import { JobNotFound, JobTakenOver } from './jobs.errors.js';
import { ABANDONED, openQueue, QUEUE_OPTIONS, withinTransaction } from './queue.js';

/** The work itself. What it returns is kept as the result; a `Refusal` ends the job with its text, any other error is tried again. */
export type JobHandler<Payload> = (payload: Payload, run: JobRun) => Promise<object | void>;

export interface JobEndings<Payload> {
  /**
   * The work failed for good, after several attempts: says so wherever else it shows. Called until it succeeds once, whatever the
   * reason was (also a worker that died each time), and perhaps twice.
   */
  gaveUp?: (payload: Payload) => Promise<void>;
}

interface Handled extends JobEndings<object> {
  kind: JobKind<object>;
  handler: JobHandler<object>;
}

/** What the queue carries. Everything else is in the `job` row. */
interface Ticket {
  jobId: string;
}

const STOP_WITHIN_MS = 10_000;

/** Long work with progress that survives the death of its worker. */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly store: JobStore;
  private readonly queue: PgBoss;
  private readonly handled = new Map<string, Handled>();
  private readonly workers: string[] = [];
  private readonly stopping = new AbortController();
  private forgetCommits: (() => void) | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(JobChanges) private readonly changes: JobChanges,
  ) {
    this.store = new JobStore(database);
    this.queue = openQueue(database);
    this.queue.on('error', (error) => this.log.warn(`the job queue pauses: ${error.message}`));
  }

  /** Says who does work of this kind. Call it before the application has started, in a constructor or `onModuleInit`. */
  handle<Payload extends object>(kind: JobKind<Payload>, handler: JobHandler<Payload>, endings: JobEndings<Payload> = {}): void {
    if (this.handled.has(kind.name)) throw new Error(`${kind.name} has two handlers`);
    this.handled.set(kind.name, { ...(endings as JobEndings<object>), kind, handler: handler as JobHandler<object> });
  }

  /**
   * Orders the work in the caller's transaction: it starts when that is committed, and never when it is not.
   * @param accountId who ordered it; absent for the system
   * @returns the id of the job
   */
  async enqueue<Payload extends object>(handle: Handle, kind: JobKind<Payload>, payload: Payload, accountId?: string): Promise<string> {
    const id = newId(this.clock);
    const data = kind.payload.parse(payload);
    assertNoLongNumber(data);
    const db = withinTransaction(handle);
    await db.executeSql('insert into job (id, kind, state, payload, account_id, enqueued_at) values ($1, $2, $3, $4::jsonb, $5, $6)', [
      id,
      kind.name,
      'queued',
      JSON.stringify(data),
      accountId ?? null,
      this.clock.now(),
    ]);
    await this.queue.send(kind.name, { jobId: id } satisfies Ticket, { db });
    this.database.announce(handle);
    return id;
  }

  /** @throws JobNotFound */
  async get(id: string): Promise<JobView> {
    const view = await this.store.find(id);
    if (!view) throw new JobNotFound();
    return view;
  }

  /** For an `@Sse` route; whether the caller may see the job is the route's business. */
  watch<Data extends object = JobView>(
    id: string,
    lastEventId?: string,
    dataOf?: (view: JobView) => Data | Promise<Data>,
  ): Observable<MessageEvent> {
    return jobStream(id, { changes: this.changes, read: () => this.get(id), lastEventId, dataOf });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.start();
    await this.queue.createQueue(ABANDONED, { retryLimit: 100, retryDelay: 5 });
    await this.queue.work<Ticket>(ABANDONED, { pollingIntervalSeconds: 2 }, async ([ticket]) => {
      if (ticket) await this.giveUp(ticket.data.jobId);
    });
    for (const handled of this.handled.values()) await this.startWorker(handled);
    this.forgetCommits = this.database.afterCommit(() => this.workers.forEach((worker) => this.queue.notifyWorker(worker)));
  }

  /** Takes up no more work, and still accepts orders. What is under way goes on. */
  async takeNoMore(): Promise<void> {
    await Promise.all([...this.handled.keys()].map((queue) => this.queue.offWork(queue)));
  }

  /** Handlers get some seconds to reach the end of a transaction; what is not finished goes on at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.forgetCommits?.();
    this.stopping.abort();
    await this.queue.stop({ graceful: true, timeout: STOP_WITHIN_MS });
  }

  private async startWorker({ kind, handler }: Handled): Promise<void> {
    await this.queue.createQueue(kind.name, QUEUE_OPTIONS);
    const options = { pollingIntervalSeconds: 0.5, localConcurrency: kind.atOnce };
    this.workers.push(
      await this.queue.work<Ticket>(kind.name, options, async ([ticket]) => {
        if (ticket) await this.attempt(kind, handler, ticket.data.jobId, ticket.signal);
      }),
    );
  }

  private async attempt(kind: JobKind<object>, handler: JobHandler<object>, jobId: string, lost: AbortSignal): Promise<void> {
    const begun = await this.store.begin(jobId, this.clock.now());
    if (!begun) return;
    const { attempt, checkpoint } = begun;
    this.changes.tell(begun.view);
    const signal = AbortSignal.any([lost, this.stopping.signal]);
    const changed = (view: JobView): void => this.changes.tell(view);
    const run = new JobRun({ database: this.database, store: this.store, jobId, attempt, checkpoint, signal, changed });
    try {
      const result = await handler(kind.payload.parse(begun.payload), run);
      await run.settled();
      changed(await this.store.finish(jobId, attempt, result, this.clock.now()));
    } catch (error) {
      await this.failed(jobId, attempt, error);
    }
  }

  private async failed(jobId: string, attempt: number, error: unknown): Promise<void> {
    if (error instanceof JobTakenOver) return;
    if (error instanceof Refusal) {
      const { code, zh, en } = error;
      this.changes.tell(await this.store.fail(jobId, attempt, { code, zh, en }, this.clock.now()));
      return;
    }
    // the message of an unforeseen error may quote data of a citizen
    this.log.warn(`job ${jobId}, attempt ${attempt}: ${whereFrom(error)}`);
    this.changes.tell(await this.store.waitAgain(jobId, attempt));
    throw new Error('attempt failed');
  }

  private async giveUp(jobId: string): Promise<void> {
    const { view, kind, payload } = await this.store.abandon(jobId, GAVE_UP, this.clock.now());
    const handled = this.handled.get(kind);
    await handled?.gaveUp?.(handled.kind.payload.parse(payload));
    this.changes.tell(view);
  }
}

/** Class, code and place of an error. */
function whereFrom(error: unknown): string {
  if (!isNativeError(error)) return 'not an error object';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames.slice(0, 5)].join('\n');
}
