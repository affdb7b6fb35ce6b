import { parentPort, workerData } from 'node:worker_threads';
import { checkFile } from './check-file.js';
import type { CheckOrder, CheckReport } from './check-protocol.js';
import { FileRefused } from '../reading/file-refusals.js';

const port = parentPort;
if (!port) throw new Error('runs as a worker thread only');

/** The other side asks for more when it has stored what it got: memory stays bounded whichever side is slower. */
const AHEAD = 3;
let waiting = 0;
let resume: (() => void) | undefined;
port.on('message', () => {
  waiting -= 1;
  resume?.();
});

async function send(report: CheckReport): Promise<void> {
  if (report.type !== 'lines') return void port?.postMessage(report);
  while (waiting >= AHEAD) await new Promise<void>((resolve) => (resume = resolve));
  waiting += 1;
  port?.postMessage(report, [report.lines.buffer as ArrayBuffer]);
}

try {
  await checkFile(workerData as CheckOrder, send);
} catch (error) {
  if (!(error instanceof FileRefused)) throw error;
  await send({ type: 'refused', what: error.what, facts: error.facts });
} finally {
  port.unref();
}
