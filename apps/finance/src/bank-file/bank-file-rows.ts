import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { ReadRow } from '@jingzhun/workbooks';
import type { BankFileRow } from './bank-file-table.js';
import { ORDER_OF_ROWS, type BankEntryKind, type PrepaymentEffect, type RowResult } from './bank-file-kinds.js';
import type { Difference } from './difference.rules.js';

/** Why a row cannot be booked; no value of the file. */
export interface RowProblem {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface LoanOfRow {
  readonly id: string;
  readonly villageCode: string;
  readonly matchKey: string | null;
}

/** A row that waits for its loan, or is booked with it. */
export interface EntryRow {
  readonly id: string;
  readonly line: number;
  readonly kind: BankEntryKind;
  readonly on: PlainDate;
  readonly amountFen: number;
  readonly interestFen: number | null;
  readonly penaltyFen: number;
  readonly addedPeriods: number | null;
  readonly effect: PrepaymentEffect;
  readonly reference: string;
  readonly ourPrincipalFen: number | null;
  readonly ourInterestFen: number | null;
  readonly ourPenaltyFen: number | null;
  /** What the check found, and whoever released it saw. */
  readonly parts: readonly Difference[];
}

export interface RowOutcome {
  readonly id: string;
  readonly result: RowResult;
  readonly ourPrincipalFen: number | null;
  readonly ourInterestFen: number | null;
  readonly ourPenaltyFen: number | null;
  readonly parts: readonly Difference[];
  readonly problem: RowProblem | null;
}

/** Loans by contract, or by their number here; those of the session's bank. */
export async function loansOf(handle: Handle, named: readonly string[]): Promise<Map<string, LoanOfRow>> {
  const found = await run<LoanOfRow & { contract: string; number: string }>(
    handle,
    `select l.id, l.village_code as "villageCode", l.contract_number as contract, l.number::text as number,
       (select p.match_key from directory_person p where p.person_id = l.borrower_id order by p.household_id = l.household_id desc limit 1) as "matchKey"
     from loan l where l.contract_number = any ($1::text[]) or l.number::text = any ($1::text[]) and l.contract_number is not null`,
    [[...new Set(named)]],
  );
  // a contract that looks like the number of another loan is the contract
  return new Map([...found.map((loan) => [loan.number, loan] as const), ...found.map((loan) => [loan.contract, loan] as const)]);
}

export interface Facts {
  readonly loans: ReadonlyMap<string, LoanOfRow>;
  readonly ofOtherBanks: ReadonlySet<string>;
  /** Number of the bank → the loans at which it is booked. */
  readonly references: ReadonlyMap<string, readonly string[]>;
  /** Of the row's ID number; absent where it has none or the county's key is not here. */
  readonly keys: ReadonlyMap<number, string>;
}

export async function factsOfRows(handle: Handle, bank: string, rows: readonly ReadRow<BankFileRow>[]): Promise<Omit<Facts, 'keys'>> {
  const loans = await loansOf(
    handle,
    rows.map(({ row }) => row.contract),
  );
  const unknown = [...new Set(rows.map(({ row }) => row.contract).filter((contract) => !loans.has(contract)))];
  const others = await run<{ contract: string }>(
    handle,
    'select c as contract from unnest($2::text[]) as c where loan_of_another_bank($1, c)',
    [bank, unknown],
  );
  const booked = await run<{ reference: string; loans: string[] }>(
    handle,
    `select m.reference, array_agg(distinct m.loan_id::text) as loans from (
       select reference, loan_id from loan_movement where bank_code = $1 and reference = any ($2::text[]) and kind in ('drawing', 'repayment')
       union all select reference, loan_id from bank_file_row where bank_code = $1 and reference = any ($2::text[]) and standing = 'booked') m group by m.reference`,
    [bank, rows.map(({ row }) => row.reference)],
  );
  return {
    loans,
    ofOtherBanks: new Set(others.map(({ contract }) => contract)),
    references: new Map(booked.map((one) => [one.reference, one.loans])),
  };
}

const refused = (code: string, zh: string, en: string): RowProblem => ({ code: `bank-file.${code}`, zh, en });

/** What is wrong with the file itself: checking again does not change it. */
export const FIXED = ['unknown-loan', 'other-banks-loan', 'borrower-differs', 'twice', 'reference-elsewhere'].map(
  (code) => `bank-file.${code}`,
);

/** Row by row, before any loan is asked. Pure. */
export function problemsOfRows(rows: readonly ReadRow<BankFileRow>[], facts: Facts): (RowProblem | null)[] {
  const seen = new Map<string, number>();
  return rows.map(({ line, row }) => {
    const loan = facts.loans.get(row.contract);
    const earlier = seen.get(row.reference);
    if (earlier === undefined) seen.set(row.reference, line);
    else
      return refused(
        'twice',
        `银行流水号与第${earlier}行相同。一笔业务只报一行，请删去重复的一行；确属两笔的，请核对流水号。`,
        `the number of row ${earlier} again; keep one of the two, or correct the number.`,
      );
    if (!loan && facts.ofOtherBanks.has(row.contract))
      return refused(
        'other-banks-loan',
        '这份合同是另一家银行的贷款。请从明细中删去。',
        'the contract is of another bank; leave the row out.',
      );
    if (!loan)
      return refused(
        'unknown-loan',
        '本行在本县没有这份合同，或还没有审批。请核对合同编号；新贷款请先在系统中审批。',
        'your bank has no such contract here, or it is not approved yet; check the number, approve a new loan first.',
      );
    const key = facts.keys.get(line);
    if (key !== undefined && loan.matchKey !== null && key !== loan.matchKey)
      return refused(
        'borrower-differs',
        '身份证号不是这份合同的借款人，可能错行。请对照合同核对本行。',
        'the ID number is not that of the borrower; rows may have shifted. Check this row.',
      );
    if ((facts.references.get(row.reference) ?? []).some((id) => id !== loan.id))
      return refused(
        'reference-elsewhere',
        '这个流水号已登记在本行另一笔贷款上。请核对合同编号和流水号；原登记有误的，先冲销，再用新的流水号登记。',
        'the number is booked at another loan of your bank; check both. What was booked wrongly is reversed first and booked under another number.',
      );
    return null;
  });
}

/** Rows of one loan, in the order in which they are booked. */
export const entriesOf = (handle: Handle, fileId: string, loanId: string, results: readonly RowResult[]): Promise<EntryRow[]> =>
  run<EntryRow>(
    handle,
    `select r.id, r.file_row as line, r.kind, r.on_date::text as "on", r.amount_fen::float8 as "amountFen", r.interest_fen::float8 as "interestFen", coalesce(r.penalty_fen, 0)::float8 as "penaltyFen", r.added_periods as "addedPeriods",
       r.effect, r.reference, r.our_principal_fen::float8 as "ourPrincipalFen", r.our_interest_fen::float8 as "ourInterestFen", r.our_penalty_fen::float8 as "ourPenaltyFen", r.parts
     from bank_file_row r where r.file_id = $1::uuid and r.loan_id = $2::uuid and r.standing = 'proposed' and r.result = any ($3::text[]) order by ${ORDER_OF_ROWS}`,
    [fileId, loanId, results],
  );

export async function writeOutcomes(em: EntityManager, outcomes: readonly RowOutcome[]): Promise<void> {
  await run(
    em,
    `update bank_file_row r set result = o.result, our_principal_fen = o.principal, our_interest_fen = o.interest, our_penalty_fen = o.penalty, parts = o.parts::jsonb, problem = nullif(o.problem, '')::jsonb
     from jsonb_to_recordset($1::jsonb) as o (id uuid, result text, principal bigint, interest bigint, penalty bigint, parts text, problem text) where r.id = o.id`,
    [
      JSON.stringify(
        outcomes.map(({ id, result, ourPrincipalFen, ourInterestFen, ourPenaltyFen, parts, problem }) => ({
          ...{ id, result, principal: ourPrincipalFen, interest: ourInterestFen, penalty: ourPenaltyFen },
          ...{ parts: JSON.stringify(parts), problem: problem ? JSON.stringify(problem) : '' },
        })),
      ),
    ],
  );
}
