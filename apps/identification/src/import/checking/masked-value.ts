import { maskBankAccount, maskIdNumber, maskName, maskPhone } from '@jingzhun/domain/mask';
import { type Cell, tidyText } from '@jingzhun/workbooks';
import type { Column } from './column.js';

/** What a report may show of a refused cell. Digits that could be anyone's number are hidden in every column: rows get shifted. */
export function maskedValue(cell: Cell | undefined, shown?: Column['shown']): string | null {
  if (cell === null || cell === undefined) return null;
  const text = tidyText(cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).slice(0, 60);
  switch (shown) {
    case 'id-number':
      return maskIdNumber(text);
    case 'phone':
      return maskPhone(text);
    case 'bank-account':
      return maskBankAccount(text);
    case 'name':
      return maskName(text).slice(0, 30);
    case 'day':
      return DAY.test(text) ? text : hidden(text);
    case 'division':
      return DIVISION.test(text) ? text : hidden(text);
    case undefined:
      return hidden(text);
  }
}

const DAY = /^(19|20)\d{2}([-/.年])\d{1,2}([-/.月])\d{1,2}日?$/;

/** A village of China: twelve digits, of which the first two are a province and the last three a village. No card, phone or document has that form. */
const DIVISION = /^[1-6]\d{8}[2-9]\d{2}$/;

const hidden = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\d[\dXx\s-]{5,}/g, (digits) => `${digits.slice(0, 2)}****`)
    .slice(0, 30);
