import { FileRefused, TITLE_ROWS, type Source, type SourceSheet } from '@jingzhun/workbooks';
import type { SheetKind } from './column.js';
import { matchTitles, type TitleMatch } from './title-matching.js';

export interface FoundSheet {
  readonly sheet: SourceSheet;
  readonly match: TitleMatch;
  /** Where the row of titles stands. */
  readonly titleRow: number;
}

const NAMES: Record<SheetKind, string> = { households: '贫困户表', members: '家庭成员表' };

/**
 * Finds the two sheets by their titles, wherever they stand.
 * @throws FileRefused when one is missing, doubled or lacks required titles
 */
export async function findSheets(source: Source): Promise<{ households: FoundSheet; members: FoundSheet; others: string[] }> {
  const found: FoundSheet[] = [];
  const others: string[] = [];
  for (const sheet of source.sheets) {
    const titles = await titlesOf(sheet);
    if (titles) found.push({ sheet, ...titles });
    else others.push(sheet.name);
  }
  const of = (kind: SheetKind): FoundSheet[] => found.filter(({ match }) => match.kind === kind);
  const missing = (['households', 'members'] as const).filter((kind) => of(kind).length === 0);
  if (missing.length > 0) throw new FileRefused('sheets-missing', { missing: missing.map((kind) => NAMES[kind]).join('、') });
  const twice = (['households', 'members'] as const).filter((kind) => of(kind).length > 1);
  if (twice.length > 0) throw new FileRefused('sheets-twice', { twice: twice.map((kind) => NAMES[kind]).join('、') });
  for (const { sheet, match } of found) {
    if (match.twice.length > 0) throw new FileRefused('titles-twice', { sheet: sheet.name, titles: match.twice.join('、') });
    if (match.missing.length > 0) throw new FileRefused('titles-missing', { sheet: sheet.name, titles: match.missing.join('、') });
  }
  return { households: of('households')[0] as FoundSheet, members: of('members')[0] as FoundSheet, others };
}

async function titlesOf(sheet: SourceSheet): Promise<{ match: TitleMatch; titleRow: number } | undefined> {
  for await (const batch of sheet.rows()) {
    for (const { row, cells } of batch) {
      if (row > TITLE_ROWS) return undefined;
      const match = matchTitles(cells);
      if (match) return { match, titleRow: row };
    }
  }
  return undefined;
}
