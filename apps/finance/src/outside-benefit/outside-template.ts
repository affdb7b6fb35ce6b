import { Certainties } from '@jingzhun/policy';
import { tableTemplate } from '@jingzhun/workbooks';
import { OUTSIDE_BASIS, OutsideKinds } from './outside-kinds.js';
import { OUTSIDE_TABLE } from './outside-rows.js';

/** The list with the kinds to choose from, the document each kind rests on, and how far its number can be trusted. */
export function outsideTemplate(): Promise<Buffer> {
  const kinds = OutsideKinds.codes.map((code) => {
    const { office, basis, certainty } = OUTSIDE_BASIS[code];
    return [OutsideKinds.text(code), office, basis, Certainties.text(certainty)];
  });
  const basis = {
    name: '政策依据',
    rows: [['种类', '发放单位（一般）', '政策依据', '文号可信度'], ...kinds],
    columns: [{ width: 24 }, { width: 20 }, { width: 24 }, { width: 30 }],
  };
  return tableTemplate(OUTSIDE_TABLE, [basis]);
}
