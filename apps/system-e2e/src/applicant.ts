import { checkDigitOf } from './id-check-digit.js';

const withCheckDigit = (seventeen: string): string => `${seventeen}${checkDigitOf(seventeen)}`;

/** While a test is being written: another household each time, against one product. */
const RUN = Number(process.env['E2E_RUN'] ?? 0);
const sequence = (base: number): string => String(base + RUN * 2).padStart(3, '0');
const mark = '秋冬春夏晨暮晴雨霜雪'.charAt(RUN % 10);

/** A household that applies: every field can be found again. Numbers have the unallocated prefix 360799, the phone an unallocated range. */
export const APPLICANT = {
  name: `鹄立${mark}`,
  spouseName: `鹭望${mark}`,
  minorName: `鹮小${mark}`,
  idNumber: withCheckDigit(`36079919680504${sequence(555)}`),
  spouseIdNumber: withCheckDigit(`36079919700912${sequence(666)}`),
  minorIdNumber: withCheckDigit(`36079920080715${sequence(333)}`),
  phone: `1990088884${RUN % 10}`,
  bankAccount: `999000888888888${RUN % 10}`,
  address: `鹄立坡八十八号${mark}`,
  group: '第三小组',
  statement: `鹄鸣${mark}：患尘肺鹄症，左手残疾鹄级，家中缺少技术和资金。`,
  minutes: `鹄录${mark}：逐户评议，无人反对。`,
  findings: `鹄查${mark}：入户所见与申请相符。`,
  villageCode: '360781102208',
} as const;

/** Who objects to a notice, what he says, and what the office finds. */
export const OBJECTOR = {
  name: `鹞过${mark}`,
  phone: `1990099995${RUN % 10}`,
  text: `鹞言${mark}：听说他家在县城买了房子，请核实。`,
  findings: `鹞查${mark}：到户查看并走访三户邻居，询问村干部。`,
} as const;

/** May stand nowhere in the clear but with those who may read them; never in a notice, an event, a log, an address. */
export const SEALED_OF_APPLICANT = [
  ...[APPLICANT.idNumber, APPLICANT.spouseIdNumber, APPLICANT.minorIdNumber, APPLICANT.phone, APPLICANT.bankAccount],
  ...[APPLICANT.address, APPLICANT.statement, APPLICANT.minutes, APPLICANT.findings],
  ...[OBJECTOR.name, OBJECTOR.phone, OBJECTOR.text, OBJECTOR.findings],
];

/** Words of the code lists for what was entered about the members: on no notice, whoever it speaks of. */
export const ILLNESS_WORDS = ['大病', '慢性病', '残疾', 'serious illness', 'chronic illness', 'disability'];

/** A household of one person that applies, as short as the form allows. */
export const newContent = ({ name, idNumber }: { name: string; idNumber: string }): object => ({
  kind: 'registration',
  groupName: APPLICANT.group,
  address: '凤岗村九号',
  category: 'general',
  mainCause: '07',
  living: {},
  incomes: [{ year: 2015, wageFen: 200_000, businessFen: 0, propertyFen: 0, businessExpenseFen: 0, items: {} }],
  members: [{ name, idNumber, relation: '01', facts: {} }],
  declared: { vehicle: false },
  statement: '缺少技术和资金。',
});

/** A second household; an objection against it is upheld. */
export const OTHER = { name: `鸥别${mark}`, idNumber: withCheckDigit(`36079919750203${sequence(777)}`) };

/** A third one, about whom somebody reports a doubt. */
export const ANOTHER = { name: `鸢留${mark}`, idNumber: withCheckDigit(`36079919730417${sequence(111)}`) };

/** Who doubts, and what: for the verification officer only. */
export const DOUBTER = { name: `鹗疑${mark}`, phone: `1990077776${RUN % 10}`, doubt: `鹗言${mark}：听说他家在镇上有一栋楼房。` } as const;

/** A fourth one, whose notice people object to on paper and by phone. */
export const OBJECTED = { name: `鹤归${mark}`, idNumber: withCheckDigit(`36079919720611${sequence(222)}`) };

/** Who writes to the township, and what it finds. */
export const WRITER = {
  name: `鹂书${mark}`,
  phone: `1990066667${RUN % 10}`,
  text: `鹂信${mark}：他家去年卖了两头牛，没有报收入。`,
  findings: `鹂查${mark}：查看牛棚，询问两户邻居和防疫员。`,
} as const;

/** Who calls and does not say the name. */
export const CALLER = { text: `鹊话${mark}：小组评议那天只到了几个人，没有念名单。` } as const;

/** Of those who doubt or object to other households: nowhere in the clear, whatever the files. */
export const SEALED_OF_OTHERS = [...Object.values(DOUBTER), ...Object.values(WRITER), CALLER.text];
