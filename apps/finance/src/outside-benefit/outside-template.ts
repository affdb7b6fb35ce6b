import { writeXlsx, type WriteSheet } from 'hucre';
import { OUTSIDE_BASIS, OutsideKinds } from './outside-kinds.js';
import { OUTSIDE_TABLE } from './outside-rows.js';

/** Rows the drop-down list is offered for. */
const ROWS = 20_000;
const KINDS = '补助种类';

/** The titles of the list, with the kinds to choose from and the document each kind rests on. Required titles carry a star. */
export async function outsideTemplate(): Promise<Buffer> {
  const { titled } = OUTSIDE_TABLE;
  const at = String.fromCharCode(65 + titled.findIndex(({ key }) => key === 'kind'));
  const list: WriteSheet = {
    name: '发放名单',
    rows: [titled.map(({ title, required }) => (required ? `*${title}` : title))],
    columns: titled.map(() => ({ width: 18, style: { numFmt: '@' } })),
    freezePane: { rows: 1 },
    dataValidations: [
      {
        type: 'list',
        formula1: `${KINDS}!$A$2:$A$${OutsideKinds.codes.length + 1}`,
        allowBlank: true,
        showErrorMessage: true,
        errorStyle: 'stop',
        errorTitle: KINDS,
        errorMessage: '请从下拉选项中选择',
        range: `${at}2:${at}${ROWS}`,
      },
    ],
  };
  const kinds: WriteSheet = {
    name: KINDS,
    rows: [
      ['种类', '发放单位（一般）', '政策依据'],
      ...OutsideKinds.codes.map((code) => [OutsideKinds.text(code), OUTSIDE_BASIS[code].office, OUTSIDE_BASIS[code].basis]),
    ],
    columns: [{ width: 24 }, { width: 20 }, { width: 24 }],
  };
  return Buffer.from(await writeXlsx({ sheets: [list, kinds] }));
}
