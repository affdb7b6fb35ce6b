import { parseBankAccount } from '@jingzhun/domain/bank-account';
import { parseIdNumber, type IdNumber } from '@jingzhun/domain/id-number';
import { parsePhone } from '@jingzhun/domain/phone';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { ApplicationContent, type ApplicationDraft, type RegistrationContent } from './application-content.js';

const problem = (pointer: string, code: string, zh: string, en: string): RefusalProblem => ({ pointer, code, zh, en });

/** Everything that keeps a draft from being submitted, with its place; the values themselves are not repeated. */
export function problemsOf(draft: ApplicationDraft, today: PlainDate): RefusalProblem[] {
  // the input tells an empty field from a wrong one; it goes no further than `issueOf`
  const parsed = ApplicationContent.safeParse(draft, { reportInput: true });
  const problems = parsed.success ? [] : parsed.error.issues.map(issueOf);
  if (draft.kind === 'registration') problems.push(...problemsOfHousehold(draft, today));
  const seen = new Set<string>();
  return problems.filter(({ pointer }) => !seen.has(pointer) && seen.add(pointer));
}

interface Issue {
  path: PropertyKey[];
  code?: string;
  input?: unknown;
}

function issueOf({ path, input, code }: Issue): RefusalProblem {
  const pointer = `/${path.map(String).join('/')}`;
  const missing = input === undefined || input === '' || code === 'too_small';
  return missing
    ? problem(pointer, 'missing', '未填写', 'Not filled in')
    : problem(pointer, 'invalid', '填写的内容不符合要求', 'Not what this field asks for');
}

type Household = Extract<ApplicationDraft, { kind: 'registration' }>;

function problemsOfHousehold(draft: Household, today: PlainDate): RefusalProblem[] {
  const problems: RefusalProblem[] = [];
  const members = draft.members ?? [];
  const numbers = new Map<string, number>();
  for (const [i, { idNumber }] of members.entries()) {
    if (!idNumber) continue;
    const parsed = parseIdNumber(idNumber, today);
    const pointer = `/members/${i}/idNumber`;
    if (!parsed.ok) problems.push({ pointer, ...parsed.problem });
    else if (numbers.has(parsed.value.idNumber18))
      problems.push(problem(pointer, 'twice', '与本户另一成员的证件号码相同', 'Another member has the same number'));
    else numbers.set(parsed.value.idNumber18, i);
  }
  const heads = members.filter(({ relation }) => relation === '01').length;
  if (members.length > 0 && heads !== 1) problems.push(problem('/members', 'head', '应有且只有一名户主', 'There must be exactly one head'));
  problems.push(...problemsOfCauses(draft), ...problemsOfIncomes(draft, today), ...problemsOfContact(draft));
  return problems;
}

function problemsOfCauses({ mainCause, secondaryCauses = [] }: Household): RefusalProblem[] {
  const all = mainCause ? [mainCause, ...secondaryCauses] : secondaryCauses;
  return new Set(all).size === all.length
    ? []
    : [problem('/secondaryCauses', 'repeated', '主要致贫原因与次要原因不能重复', 'Main and further causes must differ')];
}

function problemsOfIncomes({ incomes = [] }: Household, today: PlainDate): RefusalProblem[] {
  const years = incomes.flatMap(({ year }) => (year === undefined ? [] : [year]));
  if (new Set(years).size !== years.length) return [problem('/incomes', 'year-twice', '同一年度只能填一次', 'Each year once')];
  const late = incomes.findIndex(({ year }) => year !== undefined && year > Number(today.slice(0, 4)));
  return late < 0 ? [] : [problem(`/incomes/${late}/year`, 'future', '年度不能晚于今年', 'The year lies in the future')];
}

function problemsOfContact({ phone, bankAccount, bankName }: Household): RefusalProblem[] {
  const problems: RefusalProblem[] = [];
  const parsedPhone = phone ? parsePhone(phone) : undefined;
  if (parsedPhone && !parsedPhone.ok) problems.push({ pointer: '/phone', ...parsedPhone.problem });
  const account = bankAccount ? parseBankAccount(bankAccount) : undefined;
  if (account && !account.ok) problems.push({ pointer: '/bankAccount', ...account.problem });
  if (bankAccount && !bankName) problems.push(problem('/bankName', 'missing', '填了账号须填开户银行', 'An account needs its bank'));
  return problems;
}

/** The numbers of a complete household, in the order of its members. @throws Error for content that was not checked */
export function numbersOf({ members }: Pick<RegistrationContent, 'members'>, today: PlainDate): IdNumber[] {
  return members.map(({ idNumber }) => {
    const parsed = parseIdNumber(idNumber, today);
    if (!parsed.ok) throw new Error(`a checked number is not one: ${parsed.problem.code}`);
    return parsed.value;
  });
}

/** Fields nobody judges: where the household can be reached and paid. */
const CONTACT = new Set(['phone', 'bankName', 'bankAccount', 'address']);

/** What was judged by the meetings and the notices: everything but the contact fields. */
export function judgedPart(content: ApplicationDraft): Record<string, unknown> {
  return Object.fromEntries(Object.entries(content).filter(([key]) => !CONTACT.has(key)));
}
