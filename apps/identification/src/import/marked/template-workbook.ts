import { templateCsv as csv, templateWorkbook as workbook } from '@jingzhun/workbooks';
import type { Column, SheetKind } from '../checking/column.js';
import { HOUSEHOLD_COLUMNS } from '../checking/household-columns.js';
import { MEMBER_COLUMNS } from '../checking/member-columns.js';

const printed = (columns: readonly Column[]): Column[] => columns.filter(({ unprinted }) => !unprinted);
const SHEETS: Record<SheetKind, { name: string; columns: Column[] }> = {
  households: { name: '贫困户', columns: printed(HOUSEHOLD_COLUMNS) },
  members: { name: '家庭成员', columns: printed(MEMBER_COLUMNS) },
};

/** The two sheets with the titles of the national list. */
export const templateWorkbook = (): Promise<Buffer> => workbook(Object.values(SHEETS));

export const templateCsv = (kind: SheetKind): string => csv(SHEETS[kind].columns);
