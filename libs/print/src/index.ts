export { addressCode } from './address-code.js';
export { definePaper, type Paper } from './define-paper.js';
export { hasGlyph } from './font-coverage.js';
export { GlyphMissing, PrinterBusy, PrintFailed, TooMuchToPrint } from './print.errors.js';
export { PrintModule } from './print.module.js';
export { MOST_ROWS, Printer } from './printer.js';
