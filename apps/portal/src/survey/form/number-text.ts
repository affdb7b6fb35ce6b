/** What people type for money and areas, in the unit they use: "1200", "1,200.5". Undefined while it is no number with two decimals. */
export function parseHundredths(text: string): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain(text));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

export function parseCount(text: string): number | undefined {
  return /^\d{1,9}$/.test(plain(text)) ? Number(plain(text)) : undefined;
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s,]/g, '');

export function hundredthsText(value: number): string {
  const whole = Math.floor(value / 100);
  const rest = value % 100;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')}`;
}
