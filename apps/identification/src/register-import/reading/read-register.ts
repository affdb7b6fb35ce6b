import { maskBesideBirthDate } from '../../household/masking.js';
import { VillageFinder } from '@jingzhun/domain/division';
import { openVault, type Vault } from '@jingzhun/vault';
import { FileRefused, isEmpty, openSource, type Source, type SourceSheet, TITLE_ROWS, titleTexts } from '@jingzhun/workbooks';
import { copyLine, type CopyValue } from '../../import/checking/copy-text.js';
import { maskedValue } from '../../import/checking/masked-value.js';
import { assignColumns, type ColumnMatch } from '../../import/checking/title-matching.js';
import { Registers, type RegisterKind } from '../../screening/rules/register-kind.js';
import { REGISTER_COLUMNS } from './register-columns.js';
import type { RegisterOrder, RegisterReport } from './register-protocol.js';
import { checkRegisterRow, type RegisterRow } from './register-row.js';

const LINES = 400;
/** Cells reported for one extract; beyond it rows are still refused, their cells are no longer listed. */
const MOST_PROBLEMS = 50_000;

/**
 * Reads an extract once and hands over lines without any plain number: index, mask and the fact.
 * @throws FileRefused
 */
export async function readRegister(order: RegisterOrder, send: (report: RegisterReport) => Promise<void>): Promise<void> {
  const source = await openSource(order.file, order.fileKind, order.fileName, order.limits);
  try {
    const { sheet, match, titleRow } = await findRegisterSheet(source, order.kind);
    await send({
      type: 'sheet',
      sheet: {
        name: sheet.name,
        titleRow,
        ignored: match.ignored,
        positions: Object.fromEntries(match.positions.filter(({ at }) => at >= 0).map(({ column, at }) => [column.title, at])),
        others: source.sheets.filter((one) => one !== sheet).map(({ name }) => name),
      },
    });
    const vault = openVault({ keysFolder: order.keysFolder, department: 'identification', now: new Date(order.now) });
    await send({ type: 'done', ...(await readRows(order, { sheet, match, titleRow }, vault, send)) });
  } finally {
    source.close();
  }
}

interface FoundSheet {
  readonly sheet: SourceSheet;
  readonly match: ColumnMatch;
  readonly titleRow: number;
}

/** The one sheet that has the titles of this register; a file with two is refused, because nobody can say which one is meant. */
async function findRegisterSheet(source: Source, kind: RegisterKind): Promise<FoundSheet> {
  const found: FoundSheet[] = [];
  let nearest: { sheet: string; titles: string[] } | undefined;
  for (const sheet of source.sheets) {
    const titles = await titlesOf(sheet, kind);
    if (!titles) continue;
    if (titles.match.missing.length === 0) found.push({ sheet, ...titles });
    else nearest ??= { sheet: sheet.name, titles: [...titles.match.missing] };
  }
  const [one, two] = found;
  if (!one && nearest) throw new FileRefused('titles-missing', { sheet: nearest.sheet, titles: nearest.titles.join('、') });
  if (!one) throw new FileRefused('register-sheet-missing', { register: Registers.text(kind) });
  if (two) throw new FileRefused('sheets-twice', { twice: Registers.text(kind) });
  if (one.match.twice.length > 0) throw new FileRefused('titles-twice', { sheet: one.sheet.name, titles: one.match.twice.join('、') });
  return one;
}

async function titlesOf(sheet: SourceSheet, kind: RegisterKind): Promise<{ match: ColumnMatch; titleRow: number } | undefined> {
  for await (const batch of sheet.rows()) {
    for (const { row, cells } of batch) {
      if (row > TITLE_ROWS) return undefined;
      const match = assignColumns(REGISTER_COLUMNS[kind], titleTexts(cells));
      const has = new Set(match.positions.filter(({ at }) => at >= 0).map(({ column }) => column.key));
      // somebody must be named, and something said: one title alone also stands in a list of choices
      if (has.size >= 2 && (has.has('name') || has.has('idNumber'))) return { match, titleRow: row };
    }
  }
  return undefined;
}

async function readRows(
  order: RegisterOrder,
  { sheet, match, titleRow }: FoundSheet,
  vault: Vault,
  send: (report: RegisterReport) => Promise<void>,
): Promise<{ rows: number; refused: number; other: number }> {
  const context = { today: order.today, asOf: order.asOf, villages: new VillageFinder(order.divisions) };
  const known = match.positions.map(({ at }) => at).filter((at) => at >= 0);
  const counts = { rows: 0, refused: 0, other: 0 };
  const problems: string[] = [];
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (lines.length > 0)
      await send({ type: 'lines', stage: 'stage_register', lines: new Uint8Array(Buffer.from(lines.join(''))), rows: lines.length });
    lines = [];
  };
  for await (const batch of sheet.rows()) {
    for (const { row, cells } of batch) {
      if (row <= titleRow || known.every((at) => isEmpty(cells[at]) && !sheet.isFormula(row, at))) continue;
      counts.rows += 1;
      const { entry, problems: found } = checkRegisterRow(match, cells, { ...context, isFormula: (at) => sheet.isFormula(row, at) });
      if (entry) {
        if (entry.class === 'other') counts.other += 1;
        lines.push(copyLine(lineOf(row, entry, order.kind, vault)));
        if (lines.length >= LINES) await flush();
        continue;
      }
      counts.refused += 1;
      for (const { at, title, code, shown } of found)
        if (problems.length < MOST_PROBLEMS)
          problems.push(copyLine([row, at, title, code, order.showValues ? maskedValue(cells[at], shown) : null]));
    }
  }
  await flush();
  for (let from = 0; from < problems.length; from += 5000) {
    const some = problems.slice(from, from + 5000);
    await send({ type: 'lines', stage: 'stage_register_problem', lines: new Uint8Array(Buffer.from(some.join(''))), rows: 0 });
  }
  return counts;
}

function lineOf(row: number, entry: RegisterRow, kind: RegisterKind, vault: Vault): CopyValue[] {
  const { idNumber, name, villageCode, birthYear, from, to, place } = entry;
  return [
    row,
    idNumber && vault.index.of('idNumber', idNumber.idNumber18),
    idNumber?.kind === 'citizen15',
    name,
    villageCode,
    birthYear,
    idNumber && maskBesideBirthDate(idNumber.idNumber18),
    entry.class,
    place,
    from,
    to,
    // a decision about this entry holds for the next extract too
    vault.digest.of({ kind, number: idNumber?.idNumber18 ?? null, name, villageCode, birthYear, class: entry.class, place, from }),
  ];
}
