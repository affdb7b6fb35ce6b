import { v7 } from 'uuid';
import { VillageFinder } from '@jingzhun/domain/division';
import { findSheets, type FoundSheet } from './find-sheets.js';
import { isEmpty, openSource, type SheetRow } from '@jingzhun/workbooks';
import type { CheckOrder, CheckReport, SheetReport } from './check-protocol.js';
import { copyLine, type CopyValue } from './copy-text.js';
import { checkHousehold } from './household-row.js';
import { maskedValue } from './masked-value.js';
import { checkMember } from './member-row.js';
import type { CellProblem } from './row-values.js';
import { Sealing } from './sealing.js';
import { HOUSEHOLD_STAGE, MEMBER_STAGE, type StageName } from './staged-tables.js';

type Send = (report: CheckReport) => Promise<void>;

/** Cells reported for one upload; beyond it rows are still refused, their cells are no longer listed. */
export const MOST_PROBLEMS = 200_000;
const LINES = 400;

/**
 * Reads both sheets of an upload once, checks every row and hands over lines for the staging tables.
 * @throws FileRefused
 */
export async function checkFile(order: CheckOrder, send: Send): Promise<void> {
  const source = await openSource(order.file, order.kind, order.fileName, order.limits);
  try {
    const { households, members, others } = await findSheets(source);
    await send({ type: 'sheets', sheets: { households: reportOf(households), members: reportOf(members), others } });
    const sealing = new Sealing({ keysFolder: order.keysFolder, now: new Date(order.batch.at) }, order.batch, order.countedTransfers);
    const problems = new Problems();
    const context = { today: order.today, area: order.area, villages: new VillageFinder(order.divisions) };
    const readHouseholds = await readSheet(households, 'stage_household', send, ({ row, cells }, isFormula) => {
      const checked = checkHousehold(households.match, cells, { ...context, isFormula });
      problems.add('households', row, cells, checked.problems);
      return checked.household ? sealing.household(row, checked.household) : badRow(row, checked.number, HOUSEHOLD_WIDTH);
    });
    const readMembers = await readSheet(members, 'stage_member', send, ({ row, cells }, isFormula) => {
      const checked = checkMember(members.match, cells, { today: order.today, isFormula });
      problems.add('members', row, cells, checked.problems);
      return checked.member
        ? sealing.member(row, checked.member, v7({ msecs: order.batch.at }))
        : badRow(row, checked.householdNumber, MEMBER_WIDTH);
    });
    await problems.send(send);
    const digestWithoutPhone = new Uint8Array(sealing.digestWithoutPhone());
    await send({ type: 'done', households: readHouseholds, members: readMembers, problems: problems.count, digestWithoutPhone });
  } finally {
    source.close();
  }
}

const reportOf = ({ sheet, match, titleRow }: FoundSheet): SheetReport => ({
  name: sheet.name,
  titleRow,
  ignored: match.ignored,
  noted: match.noted,
  positions: Object.fromEntries(match.positions.filter(({ at }) => at >= 0).map(({ column, at }) => [column.title, at])),
});

const HOUSEHOLD_WIDTH = Object.keys(HOUSEHOLD_STAGE).length;
const MEMBER_WIDTH = Object.keys(MEMBER_STAGE).length;

/** A row that cannot be taken still says which household it spoils. */
const badRow = (row: number, number: string | null, width: number): CopyValue[] => [
  row,
  true,
  number,
  ...Array<null>(width - 3).fill(null),
];

type CheckRow = (row: SheetRow, isFormula: (at: number) => boolean) => CopyValue[];

async function readSheet({ sheet, match, titleRow }: FoundSheet, stage: StageName, send: Send, check: CheckRow): Promise<number> {
  const known = match.positions.map(({ at }) => at).filter((at) => at >= 0);
  let read = 0;
  let lines = '';
  let waiting = 0;
  const flush = async (): Promise<void> => {
    if (waiting > 0) await send({ type: 'lines', stage, lines: new Uint8Array(Buffer.from(lines)), rows: waiting });
    lines = '';
    waiting = 0;
  };
  for await (const batch of sheet.rows()) {
    for (const row of batch) {
      if (row.row <= titleRow || known.every((at) => isEmpty(row.cells[at]) && !sheet.isFormula(row.row, at))) continue;
      lines += copyLine(check(row, (at) => sheet.isFormula(row.row, at)));
      read += 1;
      waiting += 1;
      if (waiting >= LINES) await flush();
    }
  }
  await flush();
  return read;
}

class Problems {
  private lines: string[] = [];
  count = 0;

  add(sheet: 'households' | 'members', row: number, cells: SheetRow['cells'], found: readonly CellProblem[]): void {
    for (const { at, title, code, shown } of found) {
      this.count += 1;
      if (this.count <= MOST_PROBLEMS) this.lines.push(copyLine([sheet, row, at, title, code, maskedValue(cells[at], shown)]));
    }
  }

  async send(send: Send): Promise<void> {
    for (let from = 0; from < this.lines.length; from += 5000) {
      const some = this.lines.slice(from, from + 5000);
      await send({ type: 'lines', stage: 'stage_problem', lines: new Uint8Array(Buffer.from(some.join(''))), rows: 0 });
    }
  }
}
