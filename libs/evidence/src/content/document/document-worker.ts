import { parentPort, workerData } from 'node:worker_threads';
import { cleanDocument, DocumentRefused, type DocumentProblem } from './clean-document.js';

export type DocumentAnswer = { bytes: Uint8Array } | { problem: DocumentProblem };

if (!parentPort) throw new Error('runs as a worker thread only');
try {
  const bytes = await cleanDocument(workerData as Uint8Array);
  parentPort.postMessage({ bytes } satisfies DocumentAnswer);
} catch (error) {
  if (!(error instanceof DocumentRefused)) throw error;
  parentPort.postMessage({ problem: error.what } satisfies DocumentAnswer);
}
