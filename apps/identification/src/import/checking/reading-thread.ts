import { Worker } from 'node:worker_threads';
import { type FileProblem, FileRefused } from '@jingzhun/workbooks';

/** Old generation of the thread's heap; a file that needs more is refused instead of taking the service down. */
const MEMORY_MB = 768;
/** Rows live for a moment; a larger nursery only lets the process grow. */
const YOUNG_MB = 24;

const here = import.meta.url;
/** From source (tests, development) the thread needs the same TypeScript loader as the process. */
const fromSource = here.endsWith('.ts');
const LOADER = fromSource ? ['--conditions=@jingzhun/source', '--import', new URL('../../../../../tools/ts.mjs', here).href] : [];

/** What every reading thread may tell besides its own reports; lines go on after the other side has asked for `more`. */
export type ThreadReport =
  | { type: 'lines'; stage: string; lines: Uint8Array; rows: number }
  | { type: 'refused'; what: FileProblem; facts: Readonly<Record<string, string | number>> };

/**
 * Reads a file in a thread of its own, so that a large or hostile one costs neither the service's answers nor its memory. `take` is
 * awaited before more lines are asked for.
 * @param worker module of the thread without its ending
 * @throws FileRefused
 */
export function readInThread<Report extends { type: string }>(
  worker: URL,
  order: object,
  take: (report: Exclude<Report, { type: 'refused' }>) => Promise<void>,
): Promise<void> {
  const thread = new Worker(new URL(`${worker.href}.${fromSource ? 'ts' : 'js'}`), {
    workerData: order,
    execArgv: LOADER,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  return new Promise<void>((resolve, reject) => {
    let chain = Promise.resolve();
    const fail = (error: unknown): void => {
      void thread.terminate();
      const outOfMemory = error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (outOfMemory) reject(new FileRefused('too-complex'));
      else reject(error instanceof Error ? error : new Error('the reading thread failed', { cause: error }));
    };
    thread.on('message', (report: Report | ThreadReport) => {
      chain = chain
        .then(async () => {
          if (isRefused(report)) throw new FileRefused(report.what, report.facts);
          await take(report as Exclude<Report, { type: 'refused' }>);
          if (report.type === 'lines') thread.postMessage('more');
        })
        .catch(fail);
    });
    thread.on('error', fail);
    thread.on('exit', () => void chain.then(resolve, fail));
  });
}

const isRefused = (report: { type: string }): report is ThreadReport & { type: 'refused' } => report.type === 'refused';
