import { writeXlsx } from 'hucre';
import { checkDigitOf } from './id-check-digit.js';

/**
 * A person whose every field can be found again: none of these texts occurs by chance. The ID number has the unallocated prefix
 * 360799, the phone an unallocated range.
 */
export const CANARY = {
  householdNumber: '3607819900000777',
  name: '甄雀标',
  spouseName: '甄燕记',
  /** Days nobody else was born on or registered on. */
  birthDate: '1904-02-29',
  registeredOn: '2012-02-29',
  idNumber: withCheckDigit('36079919040229777'),
  spouseIdNumber: withCheckDigit('36079919080229888'),
  /** What the spouse's number turns out to be: a correction by maker and checker. */
  rightSpouseIdNumber: withCheckDigit('36079919080229988'),
  phone: '19900777731',
  correctedPhone: '19900777732',
  bankName: '雀标银行',
  bankAccount: '9990007777777773',
  /** Of a bank's list finance takes, and the one entered in its place by hand. */
  listedAccount: '9990007777777781',
  payeeAccount: '9990007777777799',
  address: '雀标路七七七号',
  group: '雀标组',
  sourceDocument: '雀标文〔1999〕7号',
  villageCode: '360781102208',
} as const;

/** Known by a certificate of disability, which says type and grade. */
export const CHILD = {
  name: '甄鸠符',
  idNumber: withCheckDigit('36079919360229555'),
  certificate: `${withCheckDigit('36079919360229555')}43B7`,
  disabilityGrade: '3',
} as const;

/** Comes later, in another village: one household claims the spouse as its member, the other's head has a number that cannot be. */
export const TWIN = {
  householdNumber: '3607819900000778',
  name: '甄雁标',
  idNumber: withCheckDigit('36079919600606555'),
  brokenNumber: '3607819900000779',
  brokenName: '甄鹊误',
  brokenIdNumber: '360799196001010000',
  villageCode: '360781102209',
} as const;

/** Persons of another authority's register: the one nobody knows leaves no trace, the doubtful name stands where it is decided. */
export const REGISTERED_ELSEWHERE = {
  strangerName: '甄鹭客',
  strangerIdNumber: withCheckDigit('36079919750505333'),
  doubtfulName: '甄雀镖',
} as const;

/** The extract of the vehicles: the marked head for certain, once more under another name, and a stranger. */
export const canaryExtract = (): Buffer =>
  Buffer.from(
    `\ufeff${[
      '所有人,身份证号码,车辆类型,初次登记日期',
      `${CANARY.name},${CANARY.idNumber},小型轿车,2014-07-01`,
      `${REGISTERED_ELSEWHERE.doubtfulName},${CANARY.idNumber},面包车,2014-07-02`,
      `${REGISTERED_ELSEWHERE.strangerName},${REGISTERED_ELSEWHERE.strangerIdNumber},小型轿车,2014-07-03`,
    ].join('\r\n')}\r\n`,
  );

/** What may never stand anywhere in the clear: neither in files nor in what leaves the system. */
export const SEALED_MARKERS = [
  CANARY.idNumber,
  CANARY.spouseIdNumber,
  CANARY.rightSpouseIdNumber,
  CHILD.idNumber,
  CANARY.phone,
  CANARY.correctedPhone,
  CANARY.bankAccount,
  CANARY.listedAccount,
  CANARY.payeeAccount,
  TWIN.idNumber,
  TWIN.brokenIdNumber,
  REGISTERED_ELSEWHERE.strangerIdNumber,
];
/** What belongs into identification's database and, the names, into the other departments' copies and the broker. */
export const OPEN_MARKERS = [CANARY.name, CANARY.spouseName, CHILD.name];

/** A field of a row: its title and what stands in the cell. */
interface Cell {
  readonly title?: string;
  readonly cell?: string;
}

/** The register file with this one household, whose every cell is filled. */
export function canaryWorkbook(household: readonly Cell[], head: readonly Cell[]): Promise<Uint8Array> {
  const rowOf = (fields: readonly Cell[]): Row =>
    Object.fromEntries(fields.flatMap(({ title, cell }) => (title === undefined ? [] : [[title, cell ?? '']])));
  const { householdNumber, spouseName, spouseIdNumber } = CANARY;
  const members = [
    rowOf(head),
    personRow(householdNumber, spouseName, spouseIdNumber, '女', '1908-02-29', '配偶'),
    personRow(householdNumber, CHILD.name, CHILD.certificate, '男', '1936-02-29', '之子'),
  ];
  return writeXlsx({ sheets: [sheet('贫困户', [rowOf(household)]), sheet('家庭成员', members)] });
}

/** A second file: one household for the queue of duplicates, one that is refused and marked. */
export function twinWorkbook(): Promise<Uint8Array> {
  const { householdNumber, name, idNumber, brokenNumber, brokenName, brokenIdNumber, villageCode } = TWIN;
  const households = [
    householdRow(householdNumber, name, idNumber, 2, villageCode),
    householdRow(brokenNumber, brokenName, brokenIdNumber, 1, villageCode),
  ];
  const members = [
    personRow(householdNumber, name, idNumber, '男', '1960-06-06', '户主'),
    personRow(householdNumber, CANARY.spouseName, CANARY.spouseIdNumber, '女', '1908-02-29', '配偶'),
    personRow(brokenNumber, brokenName, brokenIdNumber, '男', '1960-01-01', '户主'),
  ];
  return writeXlsx({ sheets: [sheet('贫困户', households), sheet('家庭成员', members)] });
}

type Row = Record<string, string | number>;

const householdRow = (number: string, head: string, id: string, count: number, villageCode: string): Row => ({
  行政区划代码: villageCode,
  村民小组: '一组',
  户编号: number,
  户主姓名: head,
  户主证件号码: id,
  家庭人口数: count,
  贫困户属性: '一般贫困户',
  识别时间: '2014-06-01',
  识别标准: '国家标准',
  主要致贫原因: '缺技术',
  年度: 2015,
  工资性收入: 4321,
});

const personRow = (number: string, name: string, id: string, sex: string, birth: string, relation: string): Row => ({
  户编号: number,
  姓名: name,
  性别: sex,
  出生日期: birth,
  证件号码: id,
  民族: '汉族',
  与户主关系: relation,
  文化程度: '小学',
  在校生状况: '',
  健康状况: '健康',
  劳动技能: '普通劳动力',
});

const sheet = (name: string, records: Row[]): { name: string; rows: (string | number)[][] } => {
  const titles = Object.keys(records[0] ?? {});
  return { name, rows: [titles, ...records.map((record) => titles.map((title) => record[title] ?? ''))] };
};

function withCheckDigit(seventeen: string): string {
  return `${seventeen}${checkDigitOf(seventeen)}`;
}
