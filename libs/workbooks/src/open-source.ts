import { openCsv, openCsvZip } from './csv-reader.js';
import type { FileKind, GateLimits } from './file-gate.js';
import type { ScratchHandle } from './scratch-file.js';
import type { Source } from './sheet-source.js';
import { openWorkbook } from './workbook-reader.js';

/** The sheets of an upload that was let in, whatever its format. */
export async function openSource(file: ScratchHandle, kind: FileKind, fileName: string, limits: GateLimits): Promise<Source> {
  switch (kind) {
    case 'xlsx':
      return openWorkbook(file, limits);
    case 'csv':
      return openCsv(file, fileName, limits);
    case 'csv-zip':
      return openCsvZip(file, limits);
  }
}
