const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643, written again from the standard: a test that used the product's own check would agree with its mistakes. */
export function checkDigitOf(seventeenDigits: string): string {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(seventeenDigits[position]), 0);
  return '10X98765432'[sum % 11] ?? '';
}
