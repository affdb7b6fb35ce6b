import { Worker } from 'node:worker_threads';
import { FileRefused } from '../reading/file-refusals.js';
import type { CheckOrder, CheckReport } from './check-protocol.js';

/** Old generation of the thread's heap; a file that needs more is refused instead of taking the service down. */
const MEMORY_MB = 768;
/** Rows live for a moment; a larger nursery only lets the process grow. */
const YOUNG_MB = 24;

const here = import.meta.url;
/** From source (tests, development) the thread needs the same TypeScript loader as the process. */
const fromSource = here.endsWith('.ts');
const LOADER = fromSource ? ['--conditions=@jingzhun/source', '--import', new URL('../../../../../tools/ts.mjs', here).href] : [];

/**
 * Runs a check in a thread of its own, so that a large or hostile file costs neither the service's answers nor its memory.
 * `take` is awaited before more lines are asked for.
 * @throws FileRefused
 */
export function runCheck(order: CheckOrder, take: (report: CheckReport) => Promise<void>): Promise<void> {
  const worker = new Worker(new URL(`./check-worker.${fromSource ? 'ts' : 'js'}`, here), {
    workerData: order,
    execArgv: LOADER,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  return new Promise<void>((resolve, reject) => {
    let chain = Promise.resolve();
    const fail = (error: unknown): void => {
      void worker.terminate();
      const outOfMemory = error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (outOfMemory) reject(new FileRefused('too-complex'));
      else reject(error instanceof Error ? error : new Error('the checking thread failed', { cause: error }));
    };
    worker.on('message', (report: CheckReport) => {
      chain = chain
        .then(async () => {
          if (report.type === 'refused') throw new FileRefused(report.what, report.facts);
          await take(report);
          if (report.type === 'lines') worker.postMessage('more');
        })
        .catch(fail);
    });
    worker.on('error', fail);
    worker.on('exit', () => void chain.then(resolve, fail));
  });
}
