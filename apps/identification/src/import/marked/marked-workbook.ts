import type { Readable } from 'node:stream';
import type { BatchRow } from '../import-rows.js';
import type { RefusalRow } from '../import.queries.js';
import { textOf } from '../checking/problem-texts.js';
import { columnLetters, REASON_TITLE, type Source, type SourceSheet } from '@jingzhun/workbooks';
import { SUMMARY_SHEET } from '../checking/title-matching.js';
import { xlsxStream, type OutRow } from './xlsx-stream.js';

/** Refusals of one sheet by its row, in the order of the columns. */
export type RefusalsByRow = ReadonlyMap<number, readonly RefusalRow[]>;

/**
 * The uploaded workbook again: same sheets, rows, columns and order; wrong cells are coloured, a column at the right end says why,
 * and one sheet more says what was done. It can be corrected and uploaded as it is.
 */
export function markedWorkbook(source: Source, batch: BatchRow, refusals: { households: RefusalsByRow; members: RefusalsByRow }): Readable {
  const sheets = source.sheets
    .filter(({ name }) => name !== SUMMARY_SHEET)
    .map((sheet) => ({ name: sheet.name, rows: markedRows(sheet, batch, refusals) }));
  return xlsxStream([...sheets, { name: SUMMARY_SHEET, rows: summaryRows(batch, refusals) }]);
}

async function* markedRows(
  sheet: SourceSheet,
  { sheets }: BatchRow,
  refusals: { households: RefusalsByRow; members: RefusalsByRow },
): AsyncGenerator<OutRow> {
  const kind = (['households', 'members'] as const).find((one) => sheets[one]?.name === sheet.name);
  const titleRow = kind ? (sheets[kind]?.titleRow ?? 1) : 0;
  const byRow = kind ? refusals[kind] : new Map<number, readonly RefusalRow[]>();
  let width = -1;
  let written = 0;
  for await (const rows of sheet.rows()) {
    for (const { row, cells } of rows) {
      // a spreadsheet leaves empty rows out of the file; they keep their place
      for (; written + 1 < row; written += 1) yield { cells: [] };
      written = row;
      if (kind && row === titleRow) {
        const at = cells.findIndex((cell) => cell === REASON_TITLE);
        width = at >= 0 ? at : cells.length;
        yield { cells: [...cells.slice(0, width), REASON_TITLE] };
        continue;
      }
      const found = byRow.get(row);
      if (!found) yield { cells: width >= 0 ? cells.slice(0, width) : cells };
      else
        yield {
          cells: [...padded(cells, width), found.map(sentence).join('\n')],
          marked: new Set(found.map(({ at }) => (at >= 0 ? at : width))),
        };
    }
  }
}

const padded = (cells: OutRow['cells'], width: number): OutRow['cells'] => Array.from({ length: width }, (_, at) => cells[at] ?? null);

function sentence({ at, title, code }: RefusalRow): string {
  const { reason, next } = textOf(code).zh;
  return `${at >= 0 ? `${columnLetters(at)}列 ` : ''}${title}：${reason}${next}`;
}

function* summaryRows(batch: BatchRow, refusals: { households: RefusalsByRow; members: RefusalsByRow }): Generator<OutRow> {
  const { counts, sheets } = batch;
  const state =
    { released: '已导入', previewed: '待放行', releasing: '正在导入', discarded: '已作废' }[batch.state as 'released'] ?? batch.state;
  const lines: [string, string | number][] = [
    ['文件', batch.file_name],
    ['来源文件', batch.source_document],
    ['上传人', batch.uploaded_by_name],
    ['上传时间', batch.uploaded_at.toISOString()],
    ['状态', state],
    ['放行人', batch.state === 'released' ? (batch.decided_by_name ?? '') : ''],
    ['读取行数', counts.rows ?? 0],
    ['新登记户数', counts.householdsNew ?? 0],
    ['与登记册相同、未作改动的户数', counts.householdsUnchanged ?? 0],
    ['未导入户数（有误）', counts.householdsRefused ?? 0],
    ['其中：已登记且内容不同', counts.householdsChanged ?? 0],
    ['等待重复裁定的户数', counts.householdsDuplicate ?? 0],
    ['户表中未使用的列', (sheets.households?.ignored ?? []).join('、')],
    ['成员表中未使用的列', (sheets.members?.ignored ?? []).join('、')],
    ['由系统计算或不保存的列', [...(sheets.households?.noted ?? []), ...(sheets.members?.noted ?? [])].join('、')],
    ['说明', '标红的单元格有误，原因写在该行最右一列；改正后可直接上传本文件。一户中有一处有误，整户不导入。'],
  ];
  for (const [name, value] of lines) yield { cells: [name, value] };
  yield { cells: [] };
  yield { cells: ['工作表', '行', '列', '标题', '原因', '处理办法'] };
  for (const kind of ['households', 'members'] as const) {
    for (const found of refusals[kind].values()) {
      for (const one of found) {
        const { reason, next } = textOf(one.code).zh;
        yield { cells: [sheets[kind]?.name ?? kind, one.row, one.at >= 0 ? columnLetters(one.at) : '', one.title, reason, next] };
      }
    }
  }
}
