import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Paper } from './define-paper.js';
import { missingGlyphs } from './font-coverage.js';
import { GlyphMissing, PrinterBusy, PrintFailed, TooMuchToPrint } from './print.errors.js';
import type { PrintAnswer, PrintOrder } from './print-protocol.js';

/** Rows of one paper. */
export const MOST_ROWS = 2_000;
const LONGEST_MS = 60_000;
/** The thread holds two fonts in memory: it goes when nobody prints. */
const IDLE_MS = 60_000;
const MOST_WAITING = 50;

const here = import.meta.url;
/** From source (tests, development) the thread needs the same TypeScript loader as the process. */
const fromSource = here.endsWith('.ts');
const LOADER = fromSource ? ['--conditions=@jingzhun/source', '--import', new URL('../../../tools/ts.mjs', here).href] : [];

/** Makes papers, one after the other, in a thread of its own. */
@Injectable()
export class Printer implements OnApplicationShutdown {
  private thread: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private idle: NodeJS.Timeout | undefined;

  /**
   * A tagged PDF with embedded Chinese fonts. The same paper, data and instant give the same bytes.
   * @throws GlyphMissing, TooMuchToPrint, PrinterBusy; PrintFailed and z.ZodError are faults of the program
   */
  async pdf<Data>(paper: Paper<Data>, given: Data, createdAt: Date): Promise<Buffer> {
    const data = paper.data.parse(given);
    const rows = paper.rows(data);
    if (rows > MOST_ROWS) throw new TooMuchToPrint(rows, MOST_ROWS);
    const missing = missingGlyphs(data);
    if (missing.length > 0) throw new GlyphMissing(missing);
    if (this.waiting >= MOST_WAITING) throw new PrinterBusy();
    this.waiting += 1;
    const order = { template: paper.template, data: JSON.stringify(data), createdAt: Math.floor(createdAt.getTime() / 1_000) };
    const made = this.last.then(() => this.order(paper.name, order)).finally(() => (this.waiting -= 1));
    this.last = made.catch(() => undefined);
    return made;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.idle);
    await this.thread?.terminate();
  }

  private order(name: string, order: PrintOrder): Promise<Buffer> {
    clearTimeout(this.idle);
    const thread = (this.thread ??= new Worker(new URL(`./typst-worker.${fromSource ? 'ts' : 'js'}`, here), { execArgv: LOADER }));
    thread.ref();
    return new Promise<Buffer>((resolve, reject) => {
      const listeners = {
        message: (answer: PrintAnswer) => end(answer),
        error: (error: Error) => died(error.message),
        exit: () => died('the engine ended'),
      };
      const end = (answer: PrintAnswer): void => {
        clearTimeout(timer);
        // one by one: the thread has listeners of its own that must stay
        for (const [event, listener] of Object.entries(listeners)) thread.off(event, listener as () => void);
        this.rest(thread);
        if ('pdf' in answer) resolve(Buffer.from(answer.pdf));
        else reject(new PrintFailed(name, answer.problem));
      };
      const died = (problem: string): void => {
        this.thread = undefined;
        end({ problem });
      };
      const timer = setTimeout(() => {
        void thread.terminate();
        died(`it took longer than ${LONGEST_MS / 1_000} s`);
      }, LONGEST_MS);
      for (const [event, listener] of Object.entries(listeners)) thread.on(event, listener as () => void);
      thread.postMessage(order);
    });
  }

  /** A thread that nobody needs keeps neither the process nor its memory. */
  private rest(thread: Worker): void {
    thread.unref();
    this.idle = setTimeout(() => {
      if (this.thread === thread) this.thread = undefined;
      void thread.terminate();
    }, IDLE_MS);
    this.idle.unref();
  }
}
