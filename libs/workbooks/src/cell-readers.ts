import { parseSquareMetres, parseMu } from '@jingzhun/domain/area';
import { parseBankAccount } from '@jingzhun/domain/bank-account';
import type { CodeList } from '@jingzhun/domain/code-list';
import { parseHundredths } from '@jingzhun/domain/hundredths';
import { parseIdNumber, type IdNumber } from '@jingzhun/domain/id-number';
import { parsePlainDate, plainDate, type PlainDate } from '@jingzhun/domain/plain-date';
import { parsePhone } from '@jingzhun/domain/phone';
import { plainText } from '@jingzhun/domain/plain-text';
import { cellText, isEmpty, problem, tidyText, value, type Cell, type CellOutcome, type CellReader } from './cell.js';

const YES = new Set(['是', '有', '1', 'y', 'yes', 'true', '√', '已解决', '通']);
const NO = new Set(['否', '无', '没有', '0', 'n', 'no', 'false', '×', 'x', '未解决', '不通']);

/** Reads the text of a cell that is not empty. */
function fromText<T>(read: (text: string, today: string) => CellOutcome<T>): CellReader<T> {
  return (cell, today) => {
    if (isEmpty(cell)) return value(undefined);
    const text = cellText(cell);
    return 'problem' in text ? text : read(text.value, today);
  };
}

/** Columns with a list hold few different texts: each is understood once. */
function remembering<T>(reader: CellReader<T>): CellReader<T> {
  const known = new Map<string, CellOutcome<T | undefined>>();
  return (cell, today) => {
    if (typeof cell !== 'string') return reader(cell, today);
    const before = known.get(cell);
    if (before) return before;
    const outcome = reader(cell, today);
    if (known.size < 1_000) known.set(cell, outcome);
    return outcome;
  };
}

export const textUpTo = (length: number): CellReader<string> =>
  fromText((text) => {
    const tidy = tidyText(text);
    return tidy.length > length ? problem('cell.too-long') : value(tidy);
  });

/** A number of a household or a code: letters and digits, as identification programs write them. */
export const identifier: CellReader<string> = fromText((text) => {
  const plain = plainText(text);
  return /^[\p{L}\d_/-]{1,40}$/u.test(plain) ? value(plain) : problem('cell.identifier');
});

export const personName: CellReader<string> = fromText((text) => {
  const name = tidyText(text)
    .replace(/[•・‧∙]/g, '·')
    .replace(/\s/g, (space, at: number, all: string) => (/[a-z]/i.test(all) ? space : ''));
  return /^[\p{L}·. ]{2,50}$/u.test(name) ? value(name) : problem('cell.name');
});

const offering = <T>(choices: readonly string[], read: CellReader<T>): CellReader<T> => Object.assign(read, { choices });

export const code = <C extends string>(list: CodeList<C>): CellReader<C> =>
  offering(
    list.entries.map(({ zh }) => zh),
    remembering(
      fromText((text) => {
        const found = list.parse(text);
        return found === undefined ? problem('cell.not-in-list') : value(found);
      }),
    ),
  );

/** Several values of a list in one cell. */
export const codes = <C extends string>(list: CodeList<C>, most: number): CellReader<C[]> =>
  remembering(
    fromText((text) => {
      const whole = list.parse(text);
      if (whole !== undefined) return value([whole]);
      const found = new Set<C>();
      for (const part of text.normalize('NFKC').split(/[,;、+|/，；]/)) {
        if (plainText(part) === '') continue;
        const one = list.parse(part);
        if (one === undefined) return problem('cell.not-in-list');
        found.add(one);
      }
      return found.size > most ? problem('cell.too-many-values') : value([...found].sort());
    }),
  );

export const yesNo: CellReader<boolean> = remembering(
  fromText((text) => {
    const plain = plainText(text).toLowerCase();
    if (YES.has(plain)) return value(true);
    return NO.has(plain) ? value(false) : problem('cell.yes-or-no');
  }),
);

/** Spreadsheets compute: 0.1 + 0.2 shows 0.3 and stores 0.30000000000000004. */
function withoutNoise(cell: Cell): Cell {
  if (typeof cell !== 'number') return cell;
  const hundredths = Math.round(cell * 100);
  return Math.abs(cell * 100 - hundredths) < 1e-6 * Math.max(1, Math.abs(cell)) ? hundredths / 100 : cell;
}

function quantity(units: RegExp, parse: (text: string) => number | undefined, most: number): CellReader<number> {
  const read = fromText((text) => {
    const number = parse(plainText(text).replace(units, ''));
    if (number === undefined) return problem('cell.number');
    if (number < 0) return problem('cell.negative');
    return number > most ? problem('cell.too-large') : value(number);
  });
  return (cell, today) => read(withoutNoise(cell), today);
}

/** Yuan in the sheet, fen in the register. */
export const yuan = quantity(/元$/, parseHundredths, 100_000_000_000);
/** Mu in the sheet, 0.01 mu in the register. */
export const mu = quantity(/亩$/, parseMu, 100_000_000);
export const squareMetres = quantity(/(平方米|平米|m2|㎡)$/i, parseSquareMetres, 100_000_000);

export const whole = (least: number, most: number): CellReader<number> =>
  fromText((text) => {
    const plain = plainText(text).replace(/(人|个月|月|年)$/, '');
    if (!/^\d{1,9}(\.0+)?$/.test(plain)) return problem('cell.whole-number');
    const number = Number(plain);
    return number < least || number > most ? problem('cell.out-of-range') : value(number);
  });

/** Kilometres unless the cell says metres; metres in the register. */
export const distance: CellReader<number> = (cell, today) =>
  fromText((text) => {
    const match = /^(.*?)(公里|千米|km|米|m)?$/i.exec(plainText(text));
    const number = parseHundredths(match?.[1] ?? '');
    if (number === undefined) return problem('cell.number');
    if (number < 0) return problem('cell.negative');
    const metres = /^(米|m)$/i.test(match?.[2] ?? '') ? Math.round(number / 100) : number * 10;
    return metres > 1_000_000 ? problem('cell.too-large') : value(metres);
  })(withoutNoise(cell), today);

/** Serial day numbers of Excel that can be dates of people alive: 1900-02-28 … 2100. */
const SERIAL = { first: 60, last: 73_415 };
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

/** A day, past or future: an insurance may end next year. */
export const anyDate: CellReader<PlainDate> = (cell) => {
  if (isEmpty(cell)) return value(undefined);
  const date = typeof cell === 'string' ? dateOfText(cell) : dateOf(cell);
  return date ? value(date) : problem('cell.date');
};

/** A day up to today: a date cell, a serial number, or what people write. */
export const pastDate: CellReader<PlainDate> = (cell, today) => {
  const read = anyDate(cell, today);
  return 'value' in read && read.value !== undefined && read.value > today ? problem('cell.date-in-future') : read;
};

function dateOf(cell: Cell): PlainDate | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : ofUtc(cell);
  if (typeof cell === 'number' && Number.isInteger(cell) && cell >= SERIAL.first && cell <= SERIAL.last)
    return ofUtc(new Date(EXCEL_EPOCH + cell * 86_400_000));
  const text = cellText(cell);
  if ('problem' in text) return undefined;
  return parsePlainDate(text.value.replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, ''));
}

const datesRead = new Map<string, PlainDate | undefined>();

/** Dates repeat: whole villages were registered on one day. */
function dateOfText(text: string): PlainDate | undefined {
  if (datesRead.has(text)) return datesRead.get(text);
  const date = dateOf(text);
  if (datesRead.size < 10_000) datesRead.set(text, date);
  return date;
}

const ofUtc = (date: Date): PlainDate | undefined => plainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());

export const idNumber: CellReader<IdNumber> = fromText((text, today) => {
  const read = parseIdNumber(text, today as PlainDate);
  return read.ok ? value(read.value) : problem(read.problem.code);
});

export const phone: CellReader<string> = fromText((text) => {
  const read = parsePhone(text);
  return read.ok ? value(read.value as string) : problem(read.problem.code);
});

/** A passbook account may fail the card's check digit: not a reason to refuse. */
export const bankAccount: CellReader<string> = fromText((text) => {
  const read = parseBankAccount(text);
  return read.ok ? value(read.value.account as string) : problem(read.problem.code);
});
