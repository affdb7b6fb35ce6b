import { CELL_PROBLEMS, say, type ProblemText } from '@jingzhun/workbooks';

/** What is wrong with a row or a household, and what to do now; what is wrong with a single cell every department says alike. The codes are stable. */
const TEXTS: Record<string, ProblemText> = {
  'village.unknown-code': say(
    '没有这个行政区划代码。',
    '请对照区划表填写12位村代码；外县的文件请由该县导入。',
    'There is no division with this code.',
    'Enter the 12-digit code of the village from the division list; files of another county are imported there.',
  ),
  'village.not-a-village': say(
    '该代码不是村级代码。',
    '请填写行政村（社区）的12位代码。',
    'The code is not that of a village.',
    'Enter the 12-digit code of the village.',
  ),
  'village.unknown-path': say(
    '在该日期没有这个“县—乡—村”。',
    '请核对三列名称，或填写12位行政区划代码。',
    'No village has this path county–township–village.',
    'Check the three names or enter the 12-digit code.',
  ),
  'village.ambiguous-path': say(
    '“县—乡—村”名称对应不止一个村。',
    '请填写12位行政区划代码。',
    'More than one village has this path.',
    'Enter the 12-digit code.',
  ),
  'village.path-incomplete': say(
    '没有行政区划代码时，县、乡、村三列都要填写；不能只凭村名认定（不同乡镇有同名村）。',
    '请补齐三列，或填写12位行政区划代码。',
    'Without a code, county, township and village must all be given: villages of different townships share names.',
    'Fill in all three or enter the 12-digit code.',
  ),
  'village.not-valid': say(
    '该村在识别时间尚未设立或已撤销。',
    '请核对识别时间和村的名称或代码。',
    'The village did not exist on that date.',
    'Check the date and the name or code of the village.',
  ),
  'village.superseded': say(
    '该名称或代码在识别时间不是有效的（区划已变更）。',
    '请按识别时间填写当时的区划。',
    'The name or code was not valid on that date: the division changed.',
    'Enter the division as it was on the date of registration.',
  ),
  'village.outside-your-area': say(
    '该村不在上传人负责的范围内。',
    '请由该乡镇（村）的人员上传，或删去这些行。',
    'The village is outside the area of the account that uploaded.',
    'Let the office in charge upload these rows, or remove them.',
  ),
  'cause.repeated': say(
    '次要致贫原因与主要致贫原因相同。',
    '请改填其他原因或留空。',
    'A secondary cause repeats the main cause.',
    'Enter another cause or leave it empty.',
  ),
  'house.grade-missing': say(
    '填了危房但没有危房级别。',
    '请填写C级或D级。',
    'The house is said to be dangerous, the grade is missing.',
    'Enter grade C or D.',
  ),
  'house.grade-of-safe-house': say(
    '“是否危房户”为否，却填了危房级别。',
    '请统一两列。',
    'The house is said to be safe, yet a grade is given.',
    'Make the two columns agree.',
  ),
  'income.year-missing': say(
    '有收入数据但没有年度。',
    '请填写收入所属年度。',
    'There is income, but no year.',
    'Enter the year the income belongs to.',
  ),
  'income.sum-differs-from-parts': say(
    '合计与各分项之和不一致。',
    '请核对合计与分项。',
    'The sum differs from its parts.',
    'Check the sum and its parts.',
  ),
  'member.sex-differs-from-number': say(
    '性别与证件号码不一致。',
    '请对照证件核对性别和号码。',
    'The sex differs from what the document number says.',
    'Compare both with the document.',
  ),
  'member.birth-differs-from-number': say(
    '出生日期与证件号码不一致。',
    '请对照证件核对出生日期和号码。',
    'The date of birth differs from what the document number says.',
    'Compare both with the document.',
  ),
  'member.disability-differs-from-number': say(
    '残疾类别与残疾证号码不一致。',
    '请对照残疾证核对。',
    'The type of disability differs from what the certificate number says.',
    'Compare both with the certificate.',
  ),
  'member.household-missing': say(
    '户表中没有这个户编号。',
    '请核对户编号，或在户表补上该户。',
    'The household sheet has no household with this number.',
    'Check the number or add the household.',
  ),
  'household.twice-in-file': say(
    '户编号在文件中出现不止一次。',
    '请保留一行，或更正户编号。',
    'The household number occurs more than once in the file.',
    'Keep one row or correct the number.',
  ),
  'register.nobody-named': say(
    '没有证件号码，姓名、村和出生年份也不齐全，无法判断是谁。',
    '请补上证件号码；确实没有的，请填写姓名、村和出生年份。',
    'There is no document number, and name, village and year of birth are not complete: nobody can tell who it is.',
    'Add the number; where there is none, fill in name, village and year of birth.',
  ),
  'register.period-reversed': say('结束日期早于开始日期。', '请核对两个日期。', 'The end lies before the beginning.', 'Check both dates.'),
  'household.without-members': say(
    '成员表中没有该户的成员。',
    '请在成员表补上该户全部成员（含户主）。',
    'The member sheet has no member of this household.',
    'Add all its members, the head included.',
  ),
  'household.head-missing': say(
    '成员中没有户主。',
    '请把一名成员的“与户主关系”填为户主。',
    'No member is the head.',
    'Enter 户主 as the relation of one member.',
  ),
  'household.several-heads': say(
    '成员中不止一名户主。',
    '每户只能有一名户主，请更正其他成员的关系。',
    'More than one member is the head.',
    'Keep one head and correct the others.',
  ),
  'household.head-number-differs': say(
    '户主证件号码与成员表中户主的号码不一致。',
    '请对照证件统一两处。',
    "The head's document number differs from the head's in the member sheet.",
    'Compare both with the document.',
  ),
  'household.head-name-differs': say(
    '户主姓名与成员表中户主的姓名不一致。',
    '请对照证件统一两处。',
    "The head's name differs from the head's in the member sheet.",
    'Compare both with the document.',
  ),
  'household.member-count-differs': say(
    '家庭人口数与成员表的行数不一致。',
    '请核对人口数或补齐成员。',
    'The number of members differs from the rows in the member sheet.',
    'Correct the number or complete the members.',
  ),
  'person.twice-in-household': say(
    '同一证件号码在本户出现不止一次。',
    '请删去重复的成员或更正号码。',
    'The same document number occurs more than once in the household.',
    'Remove the repeated member or correct the number.',
  ),
  'household.registered-differently': say(
    '该户编号已登记，且内容与文件不同；导入不会覆盖登记册。',
    '如登记有误，请在该户页面提出更正。',
    'The household is registered already and differs from the file; an import never overwrites the register.',
    'If the register is wrong, propose a correction on the household page.',
  ),
  'household.category-needs-application': say(
    '该户在册，文件中的贫困户属性与登记不同；本县数据已接管，属性不能经导入改动。',
    '请在该户页面申请变更贫困户属性，经七步法办理。',
    'The household is registered with another category; the register was taken over, so an import does not change it.',
    'Apply for a change of category on the page of the household.',
  ),
  'household.another-row-refused': say(
    '同户的其他单元格有误，整户未导入。',
    '请更正标出的单元格后重新上传。',
    'Another cell of the same household is wrong, so the whole household was left out.',
    'Correct the marked cells and upload again.',
  ),
  'household.duplicate-waiting': say(
    '该户有成员已在另一户登记，已列入重复名单等待裁定。',
    '请由乡镇在“重复”列表中裁定。',
    'A member is registered in another household; the case waits for a decision.',
    'Decide it in the list of duplicates.',
  ),
};

const BY_CODE: ReadonlyMap<string, ProblemText> = new Map([...CELL_PROBLEMS, ...Object.entries(TEXTS)]);

export function textOf(code: string): ProblemText {
  const text = BY_CODE.get(code);
  if (!text) throw new TypeError(`no text for problem ${code}`);
  return text;
}

export const hasText = (code: string): boolean => BY_CODE.has(code);
