/** The eight quarters that have ended before a day, the latest first: `2016-Q2`. */
export function endedQuarters(today: string): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const now = year * 4 + Math.floor((month - 1) / 3);
  return Array.from({ length: 8 }, (_, i) => now - 1 - i).map((quarter) => `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`);
}
