/** `eCommerce`, 2016 → `e-commerce-2016`; the second of a kind and year is `…-b-2016`. Nobody has to think of a code. */
export function codeOf(kind: string, year: number, taken: readonly string[]): string {
  const stem = kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const letter of ['', ...'bcdefghijklmnopqrstuvwxyz']) {
    const code = [stem, ...(letter ? [letter] : []), year].join('-');
    if (!taken.includes(code)) return code;
  }
  return `${stem}-${year}`;
}
