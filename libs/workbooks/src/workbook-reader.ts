import { ReadableStream } from 'node:stream/web';
import { streamXlsxRows } from 'hucre';
import type yauzl from 'yauzl';
import { FileRefused } from './file-refusals.js';
import type { GateLimits } from './file-gate.js';
import { FormulaScan } from './formula-scan.js';
import { streamablePackage } from './streamable-package.js';
import { openZip, type ScratchHandle } from './scratch-file.js';
import type { SheetRow, Source, SourceSheet } from './sheet-source.js';
import { readWorkbookParts, type WorkbookParts } from './workbook-parts.js';

const BATCH = 500;

/**
 * The one file that knows the XLSX library. It is fed one sheet at a time, in an order it can stream, and only as fast as rows are
 * taken: the library itself reads on without waiting. Formulas, which it does not report, are found in the bytes it is fed.
 */
export async function openWorkbook(file: ScratchHandle, limits: GateLimits): Promise<Source> {
  const zip = await openZip(file).catch(() => {
    throw new FileRefused('file-damaged');
  });
  const parts = await readWorkbookParts(zip);
  const sheets = parts.sheets.map(({ name, entry }): SourceSheet => {
    let scan = new FormulaScan();
    return {
      name,
      rows: () => {
        scan = new FormulaScan();
        return sheetRows(zip, parts, { name, entry }, scan, limits);
      },
      isFormula: (row, at) => scan.isFormula(row, at),
    };
  });
  return { kind: 'xlsx', sheets, close: () => zip.close() };
}

async function* sheetRows(
  zip: yauzl.ZipFile,
  parts: WorkbookParts,
  sheet: { name: string; entry: yauzl.Entry },
  scan: FormulaScan,
  limits: GateLimits,
): AsyncGenerator<SheetRow[]> {
  let waiting: SheetRow[] = [];
  let content: AsyncIterator<Uint8Array> | undefined;
  const door = new Door();
  try {
    const source = await zip.openReadStreamPromise(sheet.entry);
    content = streamablePackage(parts, sheet.entry.uncompressedSize, scan.watching(source))[Symbol.asyncIterator]();
    const stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          await door.opened();
          const next = await (content as AsyncIterator<Uint8Array>).next();
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        },
      },
      { highWaterMark: 0 },
    );
    for await (const { index, values } of streamXlsxRows(stream)) {
      if (index >= limits.rowsPerSheet + 1) throw new FileRefused('too-many-rows', { limit: limits.rowsPerSheet });
      waiting.push({ row: index + 1, cells: values });
      if (waiting.length >= BATCH) {
        door.close();
        yield waiting;
        door.open();
        waiting = [];
      }
    }
    if (!scan.isComplete) throw new FileRefused('file-damaged');
    if (scan.withoutAddress) throw new FileRefused('formula-without-address', { sheet: sheet.name });
    if (waiting.length > 0) yield waiting;
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('file-damaged');
  } finally {
    door.open();
    await content?.return?.();
  }
}

/** Shut while rows wait to be taken: the library asks for more bytes whether or not anybody takes its rows. */
class Door {
  private waiting: Promise<void> | undefined;
  private letIn: () => void = () => undefined;

  async opened(): Promise<void> {
    await this.waiting;
  }

  close(): void {
    this.waiting = new Promise((resolve) => (this.letIn = resolve));
  }

  open(): void {
    this.waiting = undefined;
    this.letIn();
  }
}
