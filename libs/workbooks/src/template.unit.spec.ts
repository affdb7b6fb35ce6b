import { readXlsx } from 'hucre';
import { codeList } from '@jingzhun/domain/code-list';
import { code, textUpTo, yuan } from './cell-readers.js';
import { columnLetters } from './column-letters.js';
import { defineTable } from './define-table.js';
import { readTable } from './read-table.js';
import { tableTemplate } from './template.js';

const Crops = codeList('作物', 'crop', [
  { code: 'orange', zh: '脐橙', en: 'orange' },
  { code: 'tea', zh: '油茶', en: 'tea' },
]);
const TABLE = defineTable(
  { zh: '作物名单', en: 'list of crops', needsTotal: true },
  {
    remark: { title: '备注', read: textUpTo(20) },
    crop: { title: '作物', read: code(Crops), required: true },
    amountFen: { title: '金额（元）', read: yuan, required: true, summed: true },
  },
);

describe('the template of a table', () => {
  it('has its titles, what there is to choose from, and how it is filled in', async () => {
    const { sheets } = await readXlsx(await tableTemplate(TABLE));
    const [list, choices, how] = sheets;
    expect(sheets.map(({ name }) => name)).toEqual(['作物名单', '选项', '填写说明']);
    expect(list!.rows).toEqual([['备注', '*作物', '*金额（元）']]);
    expect(list!.dataValidations).toMatchObject([{ type: 'list', formula1: '选项!$A$2:$A$3', range: 'B2:B20000' }]);
    expect(choices!.rows).toEqual([['作物'], ['脐橙'], ['油茶']]);
    expect(how!.rows.at(-1)?.[1]).toContain('金额（元）');
  });

  it('is the table: read as it is it has no rows, and no other problem', async () => {
    const { problems } = await readTable(await tableTemplate(TABLE), TABLE, { today: '2016-06-15' });
    expect(problems.map(({ code: of }) => of)).toEqual(['table.total-missing']);
  });
});

it('names columns as spreadsheets do', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
