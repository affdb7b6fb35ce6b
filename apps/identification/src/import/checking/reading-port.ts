import { parentPort, workerData } from 'node:worker_threads';
import { FileRefused } from '@jingzhun/workbooks';
import type { ThreadReport } from './reading-thread.js';

/** The other side asks for more when it has stored what it got: memory stays bounded whichever side is slower. */
const AHEAD = 3;

/** The thread's side of `readInThread`: does the work and tells a refusal as such. */
export async function serveReading<Order, Report extends { type: string }>(
  work: (order: Order, send: (report: Report) => Promise<void>) => Promise<void>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('runs as a worker thread only');
  let waiting = 0;
  let resume: (() => void) | undefined;
  port.on('message', () => {
    waiting -= 1;
    resume?.();
  });
  const send = async (report: Report | ThreadReport): Promise<void> => {
    if (!isLines(report)) return void port.postMessage(report);
    while (waiting >= AHEAD) await new Promise<void>((resolve) => (resume = resolve));
    waiting += 1;
    port.postMessage(report, [report.lines.buffer as ArrayBuffer]);
  };
  try {
    await work(workerData as Order, send);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await send({ type: 'refused', what: error.what, facts: error.facts });
  } finally {
    port.unref();
  }
}

const isLines = (report: { type: string }): report is ThreadReport & { type: 'lines' } => report.type === 'lines';
