import { formatYuan } from '@jingzhun/domain/money';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { DECISION_TEXTS } from '../fields/decision-texts.js';
import type { FieldKind, FieldValue } from '../fields/field-kinds.js';
import { HIDDEN_MINOR } from '../fields/public-words.js';
import type { NoticeKind, OneField, TableField } from './define-notice.js';
import { contentSchema, type StoredContent } from './notice-content.js';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface LabelledText {
  readonly label: Words;
  readonly value: Words;
}

export interface TextTable {
  readonly label: Words;
  readonly headings: readonly Words[];
  readonly rows: readonly (readonly Words[])[];
}

/** A notice as people read it, on a page or on paper. */
export interface NoticeText {
  readonly title: Words;
  readonly paragraphs: readonly Words[];
  readonly facts: readonly LabelledText[];
  readonly tables: readonly TextTable[];
}

/**
 * Turns stored content into text. The content is checked against its kind once more: what got into the table some other way, or was
 * written by an older release, does not leave.
 * @throws z.ZodError
 */
export function noticeText(kind: NoticeKind, content: StoredContent): NoticeText {
  const checked = contentSchema(kind).parse(content);
  const facts: LabelledText[] = [];
  const tables: TextTable[] = [];
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = checked[name];
    if (field.shape === 'table') tables.push(tableText(field, value as StoredContent[]));
    else if (value !== undefined) facts.push({ label: wordsOf(field), value: valueText(field.kind, value) });
  }
  return { title: kind.title, paragraphs: kind.paragraphs, facts, tables };
}

/** Whom a list names: the first name of the notice; null where it names nobody or several. */
export function aboutOf(kind: NoticeKind, content: StoredContent): Words | null {
  const checked = contentSchema(kind).parse(content);
  const [name] = Object.entries(kind.fields).flatMap(([key, field]) => (field.shape === 'one' && field.kind === 'publicName' ? [key] : []));
  return name === undefined || checked[name] === undefined ? null : valueText('publicName', checked[name]);
}

/** What tells two notices about one household apart: the first fields after the name, all of them publishable. 蔬菜 · 3.00 亩 · 1,500.00 元 */
export function detailsOf(kind: NoticeKind, content: StoredContent): Words {
  const values = noticeText(kind, content)
    .facts.slice(1, 4)
    .map(({ value }) => value);
  return { zh: values.map(({ zh }) => zh).join(' · '), en: values.map(({ en }) => en).join(' · ') };
}

const wordsOf = ({ zh, en }: Words): Words => ({ zh, en });
const NOTHING: Words = { zh: '—', en: '—' };

function tableText(field: TableField, rows: readonly StoredContent[]): TextTable {
  const columns: [string, OneField][] = Object.entries(field.columns);
  return {
    label: wordsOf(field),
    headings: columns.map(([, column]) => wordsOf(column)),
    rows: rows.map((row) => columns.map(([name, { kind }]) => (row[name] === undefined ? NOTHING : valueText(kind, row[name])))),
  };
}

type Texts = { readonly [K in FieldKind]: (value: FieldValue<K>) => Words };

const same = (text: string): Words => ({ zh: text, en: text });

const TEXTS: Texts = {
  publicName: (name) => (name === HIDDEN_MINOR ? { zh: HIDDEN_MINOR, en: 'a minor (name not shown)' } : same(name)),
  groupName: same,
  headCount: (members) => ({ zh: `${members} 人`, en: String(members) }),
  householdCount: (households) => ({ zh: `${households} 户`, en: String(households) }),
  decision: (code) => wordsOf(DECISION_TEXTS[code]),
  proceedingDate: (date) => ({ zh: dateInChinese(date), en: date }),
  votes: ({ entitled, present, inFavour }) => ({
    zh: `应到 ${entitled} 人，实到 ${present} 人，同意 ${inFavour} 人`,
    en: `${present} of ${entitled} present, ${inFavour} in favour`,
  }),
  itemName: same,
  quantity: ({ hundredths, unit }) => ({
    zh: unit === 'mu' ? `${(hundredths / 100).toFixed(2)} 亩` : `${hundredths / 100} 个（座）`,
    en: unit === 'mu' ? `${(hundredths / 100).toFixed(2)} mu` : String(hundredths / 100),
  }),
  money: (amount) => ({ zh: `${formatYuan(amount)} 元`, en: `${formatYuan(amount)} yuan` }),
};

const valueText = <K extends FieldKind>(kind: K, value: unknown): Words => TEXTS[kind](value as FieldValue<K>);

/** 2016年6月15日 */
export const dateInChinese = (date: PlainDate): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};
