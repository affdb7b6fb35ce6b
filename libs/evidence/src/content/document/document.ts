import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Refusal } from '@jingzhun/domain/refusal';
import type { CleanContent } from '../content-source.js';
import { DocumentHasPassword, DocumentIsActive, DocumentUnreadable, SignedDocumentHasTraces } from '../content.errors.js';
import type { DocumentProblem } from './clean-document.js';
import type { DocumentAnswer } from './document-worker.js';

/** A document that needs more is refused instead of taking the service down. */
const MEMORY_MB = 512;
const LONGEST_MS = 60_000;

const here = import.meta.url;
/** From source (tests, development) the thread needs the same TypeScript loader as the process. */
const fromSource = here.endsWith('.ts');
const LOADER = fromSource ? ['--conditions=@jingzhun/source', '--import', new URL('../../../../../tools/ts.mjs', here).href] : [];

const REFUSALS: Record<DocumentProblem, () => Refusal> = {
  unreadable: () => new DocumentUnreadable(),
  'has-password': () => new DocumentHasPassword(),
  active: () => new DocumentIsActive(),
  'signed-with-traces': () => new SignedDocumentHasTraces(),
};

/**
 * Looks at a PDF and writes it anew, in a thread of its own: a hostile one ends the thread, not the service.
 * @throws DocumentUnreadable, DocumentHasPassword, DocumentIsActive, SignedDocumentHasTraces
 */
export async function cleanPdf(bytes: Buffer): Promise<CleanContent> {
  const answer = await inThread(bytes);
  if (!answer) throw new DocumentUnreadable();
  if ('problem' in answer) throw REFUSALS[answer.problem]();
  return { contentType: 'application/pdf', capturedOn: null, content: Readable.from([Buffer.from(answer.bytes)]) };
}

/** Undefined when the thread died or took too long. */
function inThread(bytes: Buffer): Promise<DocumentAnswer | undefined> {
  const worker = new Worker(new URL(`./document-worker.${fromSource ? 'ts' : 'js'}`, here), {
    workerData: new Uint8Array(bytes),
    execArgv: LOADER,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  return new Promise((resolve) => {
    const end = (answer?: DocumentAnswer): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(end, LONGEST_MS);
    worker.once('message', end);
    worker.once('error', () => end());
    worker.once('exit', () => end());
  });
}
