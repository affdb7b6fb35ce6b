import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { FONT_FILES } from './font-coverage.js';
import type { PrintAnswer, PrintOrder } from './print-protocol.js';

/** The only file that knows the engine. It sees an empty folder and the shared frame: a template can read nothing of this machine. */
const folder = mkdtempSync(path.join(tmpdir(), 'jingzhun-print-'));
const engine = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: FONT_FILES.map((file) => readFileSync(file)) }] });
engine.addSource(path.join(folder, 'paper.typ'), readFileSync(new URL('../templates/paper.typ', import.meta.url), 'utf8'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

function print({ template, data, createdAt }: PrintOrder): PrintAnswer {
  const compiled = engine.compile({ mainFileContent: template, inputs: { data } });
  try {
    const document = compiled.result;
    if (!document) return { problem: JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no document') };
    // PDF/UA-1: tagged, with a title and a language; what a screen reader needs is refused when it is missing
    return { pdf: engine.pdf(document, { pdfStandard: 'ua-1', creationTimestamp: createdAt }) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the engine failed' };
  } finally {
    engine.evictCache(10);
  }
}

parentPort?.on('message', (order: PrintOrder) => parentPort?.postMessage(print(order)));
