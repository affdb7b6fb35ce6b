import type { CodeList } from '@jingzhun/domain/code-list';
import {
  anyDate,
  type CellReader,
  cellText,
  idNumber,
  isEmpty,
  pastDate,
  personName,
  textUpTo,
  tidyText,
  value,
  whole,
} from '@jingzhun/workbooks';
import type { Column } from '../../import/checking/column.js';
import { FACT_CLASSES, Places } from '../../screening/rules/fact-classes.js';
import { REGISTER_KINDS, type RegisterKind } from '../../screening/rules/register-kind.js';

const row = (key: string, title: string, read: CellReader<unknown>, more: Partial<Column> = {}): Column => ({
  part: 'row',
  key,
  title,
  read,
  ...more,
});

/** Titles of an extract, in the office's words. */
interface Titles {
  readonly class: readonly [string, ...string[]];
  readonly from: readonly [string, ...string[]];
  readonly to?: readonly [string, ...string[]];
}

const TITLES: Record<RegisterKind, Titles> = {
  realEstate: {
    class: ['不动产类型', '房屋类型', '用途'],
    from: ['登记日期', '登簿日期', '取得日期'],
    to: ['转移日期', '注销日期', '转移(注销)日期'],
  },
  vehicle: {
    class: ['车船类型', '车辆类型', '车型', '机具类型', '船舶类型'],
    from: ['登记日期', '初次登记日期', '注册日期'],
    to: ['过户日期', '注销日期', '过户(注销)日期'],
  },
  firm: { class: ['身份', '职务', '任职身份'], from: ['任职日期', '成立日期', '出资日期'], to: ['退出日期', '注销日期', '退出(注销)日期'] },
  payroll: { class: ['单位类型', '单位性质'], from: ['入职日期', '参加工作日期'], to: ['离职日期', '停发日期'] },
  commercialPension: { class: ['保险类型', '险种'], from: ['投保日期', '生效日期'], to: ['终止日期', '退保日期'] },
  studyAbroad: { class: ['留学性质', '经费来源'], from: ['出境日期', '留学开始日期'], to: ['结束日期', '回国日期'] },
  police: { class: ['处罚事由', '案由'], from: ['处罚日期', '决定日期'] },
  villageCommittee: { class: ['职务', '现任职务'], from: ['任职日期', '当选日期'], to: ['离任日期', '免职日期'] },
  hukou: { class: ['变动类型', '变动原因'], from: ['变动日期', '登记日期'] },
};

const YEAR = /^(?:\d{4})/;
/** A year, or the year of a date. */
const birthYear: CellReader<number> = (cell, today) => {
  const asYear = whole(1900, 2100)(cell, today);
  if ('value' in asYear) return asYear;
  const asDate = pastDate(cell, today);
  return 'value' in asDate && asDate.value !== undefined ? value(Number(YEAR.exec(asDate.value)?.[0])) : asYear;
};

/**
 * What nobody foresaw is kept as "other" and looked at by a person: a fact is never lost because an authority words it differently.
 */
const orOther =
  (list: CodeList<string>): CellReader<string> =>
  (cell) => {
    if (isEmpty(cell)) return value(undefined);
    const text = cellText(cell);
    return 'problem' in text ? text : value(list.parse(text.value) ?? 'other');
  };

const place: CellReader<string> = (cell) => {
  if (isEmpty(cell)) return value(undefined);
  const text = cellText(cell);
  return 'problem' in text ? text : value(Places.parse(tidyText(text.value)));
};

function columnsOf(kind: RegisterKind): readonly Column[] {
  const classes = FACT_CLASSES[kind];
  const { class: of, from, to } = TITLES[kind];
  const dated = ([title, ...aliases]: readonly [string, ...string[]], key: string, read: CellReader<unknown>): Column =>
    row(key, title, read, { aliases });
  return [
    row('name', '姓名', personName, { aliases: ['所有人', '权利人', '人员姓名', '被处罚人'], shown: 'name' }),
    row('idNumber', '证件号码', idNumber, { aliases: ['身份证号码', '身份证号', '公民身份号码', '权利人证件号码'], shown: 'id-number' }),
    row('birthYear', '出生年份', birthYear, { aliases: ['出生日期', '出生年月日'] }),
    row('villageCode', '行政区划代码', textUpTo(20), { aliases: ['村代码'] }),
    row('county', '县', textUpTo(50), { aliases: ['县(市)', '县（市）', '县市'] }),
    row('township', '乡', textUpTo(50), { aliases: ['乡镇', '乡(镇)', '乡（镇）'] }),
    row('village', '村', textUpTo(50), { aliases: ['行政村', '村(居)', '村（居）'] }),
    row('class', of[0], orOther(classes), {
      required: true,
      aliases: of.slice(1),
      choices: classes.entries.map(({ zh }) => zh),
    }),
    ...(kind === 'realEstate' ? [row('place', '坐落', place, { aliases: ['坐落区域'], choices: Places.entries.map(({ zh }) => zh) })] : []),
    dated(from, 'from', pastDate),
    ...(to ? [dated(to, 'to', anyDate)] : []),
  ];
}

export const REGISTER_COLUMNS = Object.fromEntries(REGISTER_KINDS.map((kind) => [kind, columnsOf(kind)])) as Readonly<
  Record<RegisterKind, readonly Column[]>
>;
