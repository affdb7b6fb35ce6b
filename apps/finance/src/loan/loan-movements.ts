import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { kebab } from '@jingzhun/domain/lifecycle';
import { Clock, newId, run } from '@jingzhun/persistence';
import { Ledger } from '../ledger/ledger.js';
import { pair, type PostingLine } from '../ledger/posting.js';
import type { Prepayment } from '../loan-schedule/loan-terms.js';
import { bankAccounts } from '../risk-fund/bank-accounts.js';
import type { LoanRow } from './loan-rows.js';
import { LoanCapPassed, MoreThanApproved, ReversalBlocked } from './loan.errors.js';
import { LeverageUsedUp, RiskFundSpent } from '../risk-fund/risk-fund.errors.js';

export type MovementKind =
  'approval' | 'lapse' | 'drawing' | 'repayment' | 'compensation' | 'recovery' | 'writeOff' | 'waiver' | 'reversal';

export interface Amounts {
  reservedFen?: number;
  principalFen?: number;
  interestFen?: number;
  linesFen?: number;
  prepaidFen?: number;
  lostFen?: number;
  /** Of a compensation: what the fund pays; of a recovery: what it gets back. */
  fundFen?: number;
  recoveredFen?: number;
  /** Penalty interest: paid, or of a waiver given up. */
  penaltyFen?: number;
}

export interface Movement extends Amounts {
  kind: MovementKind;
  on: PlainDate;
  /** The bank's own number of it; once a kind and loan. A reversal has the number of what it reverses. */
  reference: string;
  effect?: Prepayment['effect'];
  reason?: string;
  reverses?: string;
  /** Of a reversal: what it takes back. */
  reversedKind?: MovementKind;
  /** The same repayment as it was booked before the contract was changed. */
  replays?: string;
  /** Who had recorded it, id and name; absent: who acts. */
  recordedBy?: readonly [string, string];
}

const TEXT: Readonly<Record<MovementKind, string>> = {
  approval: '贷款审批',
  lapse: '未放额度失效',
  drawing: '发放贷款',
  repayment: '收回贷款本息',
  compensation: '风险缓释基金代偿',
  recovery: '追回代偿贷款',
  writeOff: '核销贷款',
  waiver: '减免罚息',
  reversal: '冲销',
};

/** Everything that changes what a loan owes: a row, its entry in the book, and the sums that follow by trigger. */
@Injectable()
export class LoanMovements {
  private readonly rehearsals = new WeakSet<EntityManager>();

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /** What this transaction records is taken back at its end: the book gives it no number. */
  rehearse(em: EntityManager): void {
    this.rehearsals.add(em);
  }

  /**
   * @param by absent: the system
   * @returns id. @throws LeverageUsedUp, LoanCapPassed, ReversalBlocked
   */
  async record(em: EntityManager, by: Principal | undefined, row: LoanRow, movement: Movement): Promise<string> {
    const id = newId(this.clock) as string;
    const at = this.clock.now().toISOString();
    const { kind, on, reference, effect = null, reason = null, reverses = null } = movement;
    const amounts = [
      ...[movement.reservedFen, movement.principalFen, movement.interestFen, movement.linesFen],
      ...[movement.prepaidFen, movement.lostFen, movement.fundFen, movement.recoveredFen, movement.penaltyFen],
    ].map((fen) => fen ?? 0);
    const counts = [kind, movement.reversedKind].some((one) => one === 'compensation' || one === 'recovery');
    // what comes back into the fund carries what is owed again
    if (kind === 'reversal' && counts) await limited(kind, () => this.countInFund(em, by, row, id, movement));
    await limited(kind, () =>
      run(
        em,
        `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, effect, reason, reverses, recorded_at, recorded_by, recorded_by_name,
           reserved_fen, principal_fen, interest_fen, lines_fen, prepaid_fen, lost_fen, fund_fen, recovered_fen, penalty_fen, replays)
         values ($1::uuid, $2::uuid, coalesce((select max(position) from loan_movement where loan_id = $2::uuid), 0) + 1, $3, $4, $5::uuid, $6, $7::date, $8, $9, $10, $11::uuid, $12::timestamptz,
           $13::uuid, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24::uuid)`,
        [
          ...[id, row.id, row.bankCode, row.villageCode, row.householdId, kind, on, reference, effect, reason, reverses],
          ...[at, ...(movement.recordedBy ?? recorder(by)), ...amounts, movement.replays ?? null],
        ],
      ),
    );
    if (kind !== 'reversal' && counts) await this.countInFund(em, by, row, id, movement);
    await this.post(em, by, row, id, movement);
    await refresh(em, row);
    return id;
  }

  /** The opposite of what was recorded, in the loan, the fund and the book. */
  async reverse(
    em: EntityManager,
    by: Principal | undefined,
    row: LoanRow,
    id: string,
    of: Movement,
    on: PlainDate,
    reason: string,
  ): Promise<void> {
    const negative = (fen: number | undefined): number => 0 - (fen ?? 0);
    await this.record(em, by, row, {
      ...{
        kind: 'reversal',
        on,
        reference: of.reference,
        reason,
        reverses: id,
        reversedKind: of.kind,
        reservedFen: negative(of.reservedFen),
      },
      ...{ principalFen: negative(of.principalFen), interestFen: negative(of.interestFen) },
      ...{ linesFen: negative(of.linesFen), prepaidFen: negative(of.prepaidFen) },
      ...{
        lostFen: negative(of.lostFen),
        fundFen: negative(of.fundFen),
        recoveredFen: negative(of.recoveredFen),
        penaltyFen: negative(of.penaltyFen),
      },
    });
    const [entry] = await run<{ id: string }>(
      em,
      `select id from ledger_entry where cause_type = 'loan-movement' and cause_id = $1::uuid`,
      [id],
    );
    if (entry) await this.ledger.reverse(em, entry.id, { on, text: TEXT.reversal }, by ?? null);
  }

  private async countInFund(
    em: EntityManager,
    by: Principal | undefined,
    row: LoanRow,
    id: string,
    { kind, reversedKind = kind, fundFen = 0, on }: Movement,
  ): Promise<void> {
    if (fundFen === 0) return;
    await run(
      em,
      `insert into risk_fund_change (id, bank_code, kind, amount_fen, on_date, movement_id, recorded_at, recorded_by, recorded_by_name)
       values ($1::uuid, $2, $3, $4, $5::date, $6::uuid, $7::timestamptz, $8::uuid, $9)`,
      [
        ...[newId(this.clock), row.bankCode, kind, reversedKind === 'compensation' ? -fundFen : fundFen, on, id],
        ...[this.clock.now().toISOString(), ...recorder(by)],
      ],
    );
  }

  private async post(em: EntityManager, by: Principal | undefined, row: LoanRow, id: string, movement: Movement): Promise<void> {
    const lines = linesOf(row, movement);
    if (lines.length === 0 || this.rehearsals.has(em)) return;
    const { kind, on } = movement;
    await this.ledger.post(em, { on, kind: kebab(kind), cause: { type: 'loan-movement', id }, text: TEXT[kind], lines }, by ?? null);
  }
}

const NOBODY = ['00000000-0000-0000-0000-000000000000', '（系统）'] as const;
const recorder = (by: Principal | undefined): readonly [string, string] => (by ? [by.accountId, by.name] : NOBODY);

/** Debit first; a pair of nothing says nothing. */
function linesOf(
  row: LoanRow,
  { kind, principalFen = 0, interestFen = 0, lostFen = 0, fundFen = 0, recoveredFen = 0, penaltyFen = 0 }: Movement,
): PostingLine[] {
  const { loans, lender, interest, losses, penalty, waived, deposit, fund } = bankAccounts(row.bankCode);
  const at = { placeCode: row.villageCode, householdId: row.householdId };
  const some = (debit: string, credit: string, amountFen: number): readonly PostingLine[] =>
    amountFen === 0 ? [] : pair(debit, credit, amountFen, at);
  switch (kind) {
    case 'drawing':
      return [...some(loans, lender, principalFen)];
    case 'repayment':
      return [...some(lender, loans, -principalFen), ...some(lender, interest, interestFen), ...some(lender, penalty, penaltyFen)];
    case 'compensation':
      return [...some(lender, loans, fundFen), ...some(losses, loans, lostFen - fundFen), ...some(fund, deposit, fundFen)];
    case 'recovery':
      return [...some(lender, losses, recoveredFen - fundFen), ...some(deposit, fund, fundFen), ...some(lender, penalty, penaltyFen)];
    case 'writeOff':
      return [...some(losses, loans, lostFen)];
    case 'waiver':
      return [...some(waived, penalty, penaltyFen)];
    case 'approval':
    case 'lapse':
    case 'reversal':
      return [];
  }
}

/** The sums that triggers keep. */
async function refresh(em: EntityManager, row: LoanRow): Promise<void> {
  const [sums] = await run<Partial<LoanRow>>(
    em,
    `select drawn_fen::float8 as "drawnFen", reserved_fen::float8 as "reservedFen", outstanding_fen::float8 as "outstandingFen", interest_paid_fen::float8 as "interestPaidFen",
       lines_paid_fen::float8 as "linesPaidFen", lost_fen::float8 as "lostFen", fund_paid_fen::float8 as "fundPaidFen", recovered_fen::float8 as "recoveredFen",
       fund_recovered_fen::float8 as "fundRecoveredFen", penalty_paid_fen::float8 as "penaltyPaidFen", penalty_waived_fen::float8 as "penaltyWaivedFen" from loan where id = $1::uuid`,
    [row.id],
  );
  Object.assign(row, sums);
}

async function limited<T>(kind: MovementKind, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const text = String(error);
    if (/leverage of the fund is used up/.test(text)) throw new LeverageUsedUp(0);
    if (/household_credit_within_cap|borrower and household would owe more than the cap/.test(text))
      throw kind === 'reversal' ? new ReversalBlocked('cap') : new LoanCapPassed();
    if (/risk_fund_not_negative/.test(text)) throw new RiskFundSpent();
    if (/loan_sums/.test(text)) throw kind === 'reversal' ? new ReversalBlocked('sums') : new MoreThanApproved(0);
    throw error;
  }
}
