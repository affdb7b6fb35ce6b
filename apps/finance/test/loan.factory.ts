import { randomUUID } from 'node:crypto';
import type { Principal } from '@jingzhun/auth';
import type { Caller } from '@jingzhun/service-shell/testing';
import { LoanAssessments } from '../src/loan/loan-assessment.js';
import { allotted, funded } from './by-two.js';
import { COUNTY, officer, type Finance } from './service.js';

export const LOAN_VILLAGE = '360781102208';
export const BANK = 'rcb';
const RECORDED = { sourceDocument: '瑞财〔2016〕7号', reason: '设立风险缓释基金' };

/** Everybody who has a part in a loan; each another person. */
export interface LoanOffice {
  clerk: Caller;
  secondClerk: Caller;
  township: Caller;
  county: Caller;
  secondCounty: Caller;
  approver: Caller;
  /** Of finance: approves money. */
  money: Caller;
  teller: Caller;
}

export const bankClerk = (bank?: string): Principal => ({ ...officer(['bank-clerk'], COUNTY), ...(bank ? { bank } : {}) });

export function loanOffice(finance: Finance, bank = BANK): LoanOffice {
  const as = (roles: Principal['roles'], area: string): Caller => finance.as(officer([...roles], area));
  return {
    clerk: as(['village-cadre'], LOAN_VILLAGE),
    secondClerk: as(['village-cadre'], LOAN_VILLAGE),
    township: as(['township-officer'], LOAN_VILLAGE.slice(0, 9)),
    county: as(['county-officer'], COUNTY),
    secondCounty: as(['county-officer'], COUNTY),
    approver: finance.as(bankClerk(bank)),
    money: as(['finance-approver'], COUNTY),
    teller: finance.as(bankClerk(bank)),
  };
}

/** A lender bank with money in its risk fund. */
export async function lenderBank(people: LoanOffice, amountFen = 100_000_000, code = BANK): Promise<void> {
  await people.county.post('/lender-banks', { code, nameZh: `${code}农商银行`, nameEn: `${code} bank` }).expect(201);
  const fundCode = `risk-fund-${code}-2016`;
  await people.county
    .post('/budget/funds', { code: fundCode, nameZh: '风险缓释基金', nameEn: 'risk fund', purpose: 'riskFund' })
    .expect(201);
  await funded(people.county, people.money, fundCode, { amountFen, on: '2016-06-01', ...RECORDED });
  await allotted(people.county, people.money, fundCode, { area: COUNTY, amountFen, ...RECORDED });
  await people.county.post(`/lender-banks/${code}/provisions`, { fundCode, amountFen, on: '2016-06-02', ...RECORDED }).expect(200);
  const { body } = await people.money.get('/money-orders').expect(200);
  await people.money.post(`/money-orders/${body.items[0].id}/approve`).expect(200);
}

/** A household of the own copy with its head. */
export async function borrower(
  finance: Finance,
  parts: { birthYear?: number | null; registeredOn?: string; status?: string; village?: string } = {},
): Promise<{ householdId: string; borrowerId: string }> {
  const { birthYear = 1975, registeredOn = '2014-12-31', status = 'registered', village = LOAN_VILLAGE } = parts;
  const [householdId, borrowerId] = [randomUUID(), randomUUID()];
  await finance.look(
    `insert into directory_household (id, version, number, village_code, status, category, secondary_causes, head_name, member_count, registered_on, registered_elsewhere)
     values ($1, 1, $2, $3, $4, 'general', '{}', '赖金生', 4, $5, true)`,
    [householdId, `H${householdId.slice(0, 8)}`, village, status, registeredOn],
  );
  await finance.look(
    `insert into directory_person (household_id, person_id, village_code, name, sex, birth_year, relation, is_head) values ($1, $2, $3, '赖金生', 'male', $4, '01', true)`,
    [householdId, borrowerId, village, birthYear],
  );
  return { householdId, borrowerId };
}

export const askedLoan = async (finance: Finance, parts: object = {}) => ({
  ...{ bankCode: BANK, purpose: 'planting', purposeText: '种植脐橙5亩', amountFen: 3_000_000, months: 36, ownCreditFen: 0 },
  ...(await borrower(finance)),
  ...parts,
});

export const CONTRACT = { annualRatePpm: 47_500, method: 'equalPrincipal', periodMonths: 3 };

export const readLoan = async (by: Caller, id: string) => (await by.get(`/loans/${id}`).expect(200)).body;

export async function loanStep(by: Caller, id: string, step: string, reason?: string) {
  const { body } = await by.get(`/loans/${id}`);
  return by.post('/loans/steps', { step, ...(reason ? { reason } : {}), cases: [{ id, version: body.version ?? 1 }] });
}

export async function approveLoan(by: Caller, id: string, parts: object = {}) {
  const { body } = await by.get(`/loans/${id}`);
  return by.post(`/loans/${id}/approval`, { contractNumber: `C-${id}`, ...CONTRACT, ...parts }, body.version ?? 1);
}

/** A loan that the county has confirmed. */
export async function confirmedLoan(finance: Finance, people: LoanOffice, parts: object = {}): Promise<string> {
  const { body } = await people.clerk.post('/loans', await askedLoan(finance, parts)).expect(201);
  for (const [by, step] of [
    [people.secondClerk, 'recommend'],
    [people.township, 'review'],
    [people.county, 'confirm'],
  ] as const) {
    const { status, body: answer } = await loanStep(by, body.id, step);
    if (status !== 200) throw new Error(`${step}: ${JSON.stringify(answer)}`);
  }
  return body.id;
}

export async function drawnLoan(finance: Finance, people: LoanOffice, parts: object = {}, terms: object = {}): Promise<string> {
  const id = await confirmedLoan(finance, people, parts);
  const approved = await approveLoan(people.approver, id, terms);
  if (approved.status !== 200) throw new Error(JSON.stringify(approved.body));
  await people.teller
    .post(`/loans/${id}/drawings`, { on: finance.clock.today(), amountFen: approved.body.amountFen, reference: 'D1' })
    .expect(201);
  return id;
}

/** The clock forward, and everything that a new day brings. */
export async function daysPass(finance: Finance, days: number): Promise<void> {
  finance.clock.advance(days * 86_400_000);
  await finance.app.get(LoanAssessments).assess(true);
}

/** Proposed by the teller, agreed to by the other clerk and, where the county is asked, consented to: in effect. @returns the last answer */
export async function changeContract(people: LoanOffice, id: string, path: 'extension' | 'rate-changes', change: object) {
  await people.teller.post(`/loans/${id}/${path}`, change).expect(201);
  const agreed = await loanStep(people.approver, id, 'agreeToChange');
  if (agreed.status !== 200) throw new Error(JSON.stringify(agreed.body));
  const { change: waiting } = await readLoan(people.county, id);
  return waiting === null ? agreed : loanStep(people.money, id, 'consentToChange');
}
