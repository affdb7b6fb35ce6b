import { templateCsv, templateWorkbook } from '@jingzhun/workbooks';
import { Registers, type RegisterKind } from '../screening/rules/register-kind.js';
import { REGISTER_COLUMNS } from './reading/register-columns.js';

/** One sheet with the titles of the register. */
export const registerTemplate = (kind: RegisterKind): Promise<Buffer> =>
  templateWorkbook([{ name: Registers.text(kind), columns: REGISTER_COLUMNS[kind] }]);

export const registerTemplateCsv = (kind: RegisterKind): string => templateCsv(REGISTER_COLUMNS[kind]);
