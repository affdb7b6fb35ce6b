import { checkDigitOf } from './id-check-digit.js';

const withCheckDigit = (seventeen: string): string => `${seventeen}${checkDigitOf(seventeen)}`;

/** A household that applies: every field can be found again. Numbers have the unallocated prefix 360799, the phone an unallocated range. */
export const APPLICANT = {
  name: '鹄立秋',
  spouseName: '鹭望春',
  idNumber: withCheckDigit('36079919680504555'),
  spouseIdNumber: withCheckDigit('36079919700912666'),
  phone: '19900888841',
  bankAccount: '9990008888888884',
  address: '鹄立坡八十八号',
  group: '第三小组',
  statement: '鹄鸣于陵，家中缺少技术和资金。',
  minutes: '鹄录：逐户评议，无人反对。',
  findings: '鹄查：入户所见与申请相符。',
  villageCode: '360781102208',
} as const;

/** May stand nowhere in the clear but with those who may read them; never in a notice, an event, a log, an address. */
export const SEALED_OF_APPLICANT = [
  APPLICANT.idNumber,
  APPLICANT.spouseIdNumber,
  APPLICANT.phone,
  APPLICANT.bankAccount,
  APPLICANT.address,
  APPLICANT.statement,
  APPLICANT.minutes,
  APPLICANT.findings,
];

/** A second household, entered by hand of the interface; an objection against it will be upheld. */
export const OTHER_APPLICANT = {
  name: '鸥别浦',
  idNumber: withCheckDigit('36079919750203777'),
  group: '第三小组',
} as const;
