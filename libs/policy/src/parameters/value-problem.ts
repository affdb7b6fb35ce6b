import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { partWords, VALUE_WORDS } from './value-words.js';

interface Issue {
  readonly format?: string | undefined;
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly expected?: unknown;
  readonly values?: readonly unknown[];
}

const FIELD_OF: Readonly<Record<string, string>> = {
  effectiveTo: 'validTo',
  effectiveFrom: 'validFrom',
  regionCode: 'region',
  key: 'code',
};
const FIELD_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  value: ['数值', 'value'],
  validFrom: ['起始日期', 'first day'],
  validTo: ['截止日期', 'end'],
  region: ['适用区域', 'area'],
  unit: ['单位', 'unit'],
  source: ['出处', 'source'],
  certainty: ['可信程度', 'certainty'],
  noteZh: ['说明', 'remark'],
};
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  number: ['数字', 'a number'],
  int: ['整数', 'a whole number'],
  string: ['文字', 'a text'],
  boolean: ['“是”或“否”', 'yes or no'],
  array: ['几项的列表', 'a list'],
  object: ['分项填写的数值', 'a value for each part'],
  date: ['日期', 'a date'],
};

/** What is wrong with a value, in the office's words, and where. `isMoney`: the limits are fen and are said in yuan. */
export function valueProblem(issue: Issue, isMoney: boolean): RefusalProblem {
  const [head = '', ...rest] = issue.path.map(String);
  const field = FIELD_OF[head] ?? head;
  const [zh, en] = wordsOf(issue, isMoney || /Fen$/.test(rest.at(-1) ?? ''));
  const part = partWords(rest.findLast((name) => partWords(name)));
  const [whereZh, whereEn] = FIELD_WORDS[field] ?? ['该项', 'this field'];
  return {
    pointer: ['', field, ...rest].join('/'),
    code: 'policy.value',
    zh: `${whereZh}${part ? `（${part.zh}）` : ''}${zh}。`,
    en: `The ${whereEn}${part ? ` (${part.en})` : ''} ${en}.`,
  };
}

function wordsOf({ code, format, minimum, maximum, expected, values, message, path }: Issue, isMoney: boolean): [string, string] {
  const amount = (limit: unknown): [string, string] =>
    isMoney ? [`${Number(limit) / 100} 元`, `${Number(limit) / 100} yuan`] : [String(limit), String(limit)];
  if (code === 'too_small') return [`不能小于 ${amount(minimum)[0]}`, `must be at least ${amount(minimum)[1]}`];
  if (code === 'too_big') return [`不能大于 ${amount(maximum)[0]}`, `must be at most ${amount(maximum)[1]}`];
  if (code === 'invalid_value') {
    const choices = (values ?? []).map((value) => VALUE_WORDS[String(value)] ?? { zh: String(value), en: String(value) });
    return [`须是下列之一：${choices.map(({ zh }) => zh).join('、')}`, `must be one of: ${choices.map((choice) => choice.en).join(', ')}`];
  }
  if (code === 'unrecognized_keys') return ['有多余的项', 'has parts that do not belong there'];
  if (path.at(-1) === 'effectiveTo') return ['须晚于起始日期', 'must be later than the first day'];
  if (message === 'min must not exceed max') return ['的下限不能大于上限', 'must not have a lower limit above the upper one'];
  if (message === 'must not be negative') return ['不能是负数', 'must not be negative'];
  const [kindZh, kindEn] = KINDS[String(expected)] ?? KINDS[format ?? ''] ?? ['符合此参数要求的数值', 'of the kind this parameter has'];
  return [`须填${kindZh}`, `must be ${kindEn}`];
}
