import { currentLanguage } from './i18n.js';

function locale(): string {
  return currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB';
}

export function formatCount(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** Integer fen → "3,146.00" (yuan, without the unit). */
export function formatYuan(fen: number): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(fen / 100);
}

/** Integer hundredths (0.01 mu, 0.01 m²) → at most two decimals. */
export function formatHundredths(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value / 100);
}

export function formatPercent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share);
}

/** An instant as people of the office read it: Asia/Shanghai, to the minute. */
export function formatInstant(iso: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(iso));
}
