export { cellText, isEmpty, problem, tidyText, value, type Cell, type CellOutcome, type CellReader } from './cell.js';
export { CELL_PROBLEMS, say, type ProblemText } from './cell-problems.js';
export {
  anyDate,
  bankAccount,
  code,
  codes,
  distance,
  identifier,
  idNumber,
  mu,
  pastDate,
  personName,
  phone,
  squareMetres,
  textUpTo,
  whole,
  yesNo,
  yuan,
} from './cell-readers.js';
export { assignColumns, REASON_TITLE, TITLE_ROWS, titleKey, titleTexts, type ColumnMatch, type TitledColumn } from './columns.js';
export { columnLetters } from './column-letters.js';
export { defineTable, type RowOf, type Table, type TableColumns } from './define-table.js';
export { GATE_LIMITS, gateLimitsOf, inspectFile, LET_IN, type FileKind, type GateLimits } from './file-gate.js';
export { FileRefused, type FileProblem } from './file-refusals.js';
export { openSource } from './open-source.js';
export { markedTable } from './marked-table.js';
export { readTable, rowProblem, TABLE_LIMITS, type ReadRow, type ReadTable } from './read-table.js';
export { readScratch, ScratchFile, type ScratchHandle } from './scratch-file.js';
export { tableTemplate, templateCsv, templateWorkbook, type TemplateColumn, type TemplateSheet } from './template.js';
export type { SheetRow, Source, SourceSheet } from './sheet-source.js';
