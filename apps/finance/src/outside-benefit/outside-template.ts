import { tableTemplate } from '@jingzhun/workbooks';
import { OUTSIDE_BASIS, OutsideKinds } from './outside-kinds.js';
import { OUTSIDE_TABLE } from './outside-rows.js';

/** The list with the kinds to choose from, and the document each kind rests on. */
export function outsideTemplate(): Promise<Buffer> {
  const kinds = OutsideKinds.codes.map((code) => [OutsideKinds.text(code), OUTSIDE_BASIS[code].office, OUTSIDE_BASIS[code].basis]);
  const basis = {
    name: '政策依据',
    rows: [['种类', '发放单位（一般）', '政策依据'], ...kinds],
    columns: [{ width: 24 }, { width: 20 }, { width: 24 }],
  };
  return tableTemplate(OUTSIDE_TABLE, [basis]);
}
