import { EventEmitter } from 'node:events';
import { Injectable, type MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import { isFinished, type JobView } from './job-view.js';

const LOOK_EVERY_MS = 1000;
const SIGN_OF_LIFE_MS = 15_000;

/** Where changes of this process are heard at once. Those of other processes are seen by looking. */
@Injectable()
export class JobChanges {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  tell(view: JobView): void {
    this.emitter.emit(view.id, view);
  }

  listen(id: string, listener: (view: JobView) => void): () => void {
    this.emitter.on(id, listener);
    return () => this.emitter.off(id, listener);
  }
}

export interface JobStreamOptions<Data> {
  changes: JobChanges;
  read: () => Promise<JobView>;
  /** `Last-Event-ID` of a browser that comes back: what it has seen is not sent again. */
  lastEventId?: string | undefined;
  /** What is sent; the job itself when absent. */
  dataOf?: ((view: JobView) => Data | Promise<Data>) | undefined;
}

/**
 * The events of one job for an `@Sse` route: `progress` with every change, then `done` (also for a failure; the data say which) and
 * the end. The id of an event is the job's revision.
 */
export function jobStream<Data extends object>(
  id: string,
  { changes, read, lastEventId, dataOf }: JobStreamOptions<Data>,
): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    let seen = Number(lastEventId ?? 0) || 0;
    let sentAt = performance.now();
    let turn: Promise<void> = Promise.resolve();
    const show = async (view: JobView): Promise<void> => {
      const finished = isFinished(view);
      const silent = view.revision <= seen && performance.now() - sentAt < SIGN_OF_LIFE_MS;
      if (subscriber.closed || (silent && !finished)) return;
      seen = Math.max(seen, view.revision);
      sentAt = performance.now();
      const data = dataOf ? await dataOf(view) : view;
      subscriber.next({ id: String(view.revision), type: finished ? 'done' : 'progress', data });
      if (finished) subscriber.complete();
    };
    const enqueue = (work: () => Promise<void>): void => {
      turn = turn.then(work).catch((error: unknown) => subscriber.error(error));
    };
    const look = (): void => enqueue(async () => show(await read()));
    const stop = changes.listen(id, (view) => enqueue(() => show(view)));
    const timer = setInterval(look, LOOK_EVERY_MS);
    look();
    return () => {
      stop();
      clearInterval(timer);
    };
  });
}
