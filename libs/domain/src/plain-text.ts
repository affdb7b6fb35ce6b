/**
 * Text as a person meant it: full-width letters and digits become ordinary ones, the apostrophe that spreadsheets put before
 * digits and every white space (also the no-break ones that copied tables carry) disappear.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/^['‘’`]/, '');
}
