import { BANK_ACCOUNT_PROBLEMS } from '@jingzhun/domain/bank-account';
import { ID_NUMBER_PROBLEMS } from '@jingzhun/domain/id-number';
import { PHONE_PROBLEM } from '@jingzhun/domain/phone';
import type { Problem } from '@jingzhun/domain/problem';

export interface ProblemText {
  readonly zh: { readonly reason: string; readonly next: string };
  readonly en: { readonly reason: string; readonly next: string };
}

/** The four texts of a problem. */
export const say = (zhReason: string, zhNext: string, enReason: string, enNext: string): ProblemText => ({
  zh: { reason: zhReason, next: zhNext },
  en: { reason: enReason, next: enNext },
});

const fromDomain = (of: Problem): [string, ProblemText] => {
  const split = (text: string, mark: string): { reason: string; next: string } => {
    const at = text.indexOf(mark) + mark.length;
    return { reason: text.slice(0, at).trim(), next: text.slice(at).trim() };
  };
  return [of.code, { zh: split(of.zh, '。'), en: split(of.en, '. ') }];
};

/** What is wrong with a cell, and what to do now. The codes are stable. */
const TEXTS: Record<string, ProblemText> = {
  'cell.required': say('该列必填，此格为空。', '请填写后重新上传。', 'This cell must not be empty.', 'Fill it in and upload again.'),
  'cell.formula': say(
    '此格是公式，公式的结果不可信。',
    '请复制该列，用“选择性粘贴—数值”贴回，再上传。',
    'The cell holds a formula; its stored result cannot be trusted.',
    'Copy the column, paste it back as values and upload again.',
  ),
  'cell.error-value': say(
    '此格是表格软件的错误值（如 #REF!）。',
    '请改为实际内容。',
    'The cell holds a spreadsheet error such as #REF!.',
    'Enter the real value.',
  ),
  'cell.digits-lost': say(
    '长号码被表格软件当作数字存储，末尾数字已丢失（显示为 3.6E+17 之类）。',
    '请把该列格式设为“文本”，对照证件重新填写。',
    'The spreadsheet stored a long number as a figure and lost its last digits (shown like 3.6E+17).',
    'Format the column as text and enter the number again from the document.',
  ),
  'cell.too-long': say('内容过长。', '请缩短后重新上传。', 'The text is too long.', 'Shorten it and upload again.'),
  'cell.text-unusable': say(
    '含有引号、控制符或以等号开头，银行文件不能使用。',
    '请按存折或银行卡上的写法填写。',
    'Quotes, control characters or a leading = cannot stand in a bank file.',
    'Enter it as the passbook or card shows it.',
  ),
  'cell.identifier': say(
    '编号只能由字母、数字、横线组成，不超过40个字符。',
    '请核对编号。',
    'A number may hold letters, digits and dashes only, at most 40.',
    'Check the number.',
  ),
  'cell.name': say(
    '姓名应为2至50个汉字或字母，不含数字和其他符号。',
    '请对照证件填写姓名。',
    'A name has 2 to 50 letters and no digits or other signs.',
    'Enter the name as in the document.',
  ),
  'cell.not-in-list': say(
    '不在该列允许的选项之内。',
    '请从模板的下拉选项中选择。',
    'The value is not in the list of this column.',
    "Choose from the template's drop-down list.",
  ),
  'cell.too-many-values': say(
    '填写的选项超过该列允许的个数。',
    '请保留最主要的。',
    'More values than this column allows.',
    'Keep the most important ones.',
  ),
  'cell.yes-or-no': say('应填“是”或“否”。', '请改为“是”或“否”。', 'Yes (是) or no (否) is expected.', 'Enter 是 or 否.'),
  'cell.number': say(
    '不是数字，或小数超过两位。',
    '请填写数字，可带该列的单位。',
    'This is no number, or has more than two decimals.',
    "Enter a number; the column's unit may follow it.",
  ),
  'cell.negative': say('不能为负数。', '请核对后填写。', 'The number must not be negative.', 'Check it and enter it again.'),
  'cell.too-large': say(
    '数值超出合理范围。',
    '请核对单位和小数点。',
    'The number is beyond what can be.',
    'Check the unit and the decimal point.',
  ),
  'cell.whole-number': say('应为整数。', '请填写整数。', 'A whole number is expected.', 'Enter a whole number.'),
  'cell.out-of-range': say(
    '整数超出该列允许的范围。',
    '请核对后填写。',
    'The number is outside the range of this column.',
    'Check it and enter it again.',
  ),
  'cell.date': say(
    '不是日期，或没有写明年月日。',
    '请写成 2016-05-01 这样的日期。',
    'This is no date with year, month and day.',
    'Write it like 2016-05-01.',
  ),
  'cell.date-in-future': say('日期晚于今天。', '请核对日期。', 'The date is later than today.', 'Check the date.'),
};

export const CELL_PROBLEMS: ReadonlyMap<string, ProblemText> = new Map([
  ...Object.entries(TEXTS),
  ...[...Object.values(ID_NUMBER_PROBLEMS), ...Object.values(BANK_ACCOUNT_PROBLEMS), PHONE_PROBLEM].map(fromDomain),
]);
