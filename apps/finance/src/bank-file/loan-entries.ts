import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Refusal } from '@jingzhun/domain/refusal';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { ContractChanges } from '../loan/contract-changes.js';
import { LoanMoney } from '../loan/loan-money.js';
import { findRecorded } from '../loan/recorded-movements.js';
import { LoanMovements } from '../loan/loan-movements.js';
import { lockLoan } from '../loan/loan-rows.js';
import { positionOf } from '../loan/schedule-store.js';
import type { EntryRow, RowOutcome, RowProblem } from './bank-file-rows.js';
import { explainSplit, type Difference } from './difference.rules.js';

interface Entered {
  readonly already: boolean;
  readonly ourPrincipalFen: number | null;
  readonly ourInterestFen: number | null;
  readonly ourPenaltyFen: number | null;
  readonly parts: readonly Difference[];
}

const ALREADY: Entered = { already: true, ourPrincipalFen: null, ourInterestFen: null, ourPenaltyFen: null, parts: [] };

/** Who books the rows, and who uploaded them: an extension is proposed by the one and agreed to by the other. */
export interface EnteredBy {
  readonly by: Principal;
  readonly enteredBy: Principal;
}

class TakenBack extends Error {}

/** Rows of a file through the commands of single entries; rehearsed by the same commands, taken back at the end. */
@Injectable()
export class LoanEntries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LoanMoney) private readonly money: LoanMoney,
    @Inject(ContractChanges) private readonly changes: ContractChanges,
    @Inject(LoanMovements) private readonly movements: LoanMovements,
  ) {}

  /** One row, in the caller's transaction. @throws what the single command throws */
  async enter(em: EntityManager, { by, enteredBy }: EnteredBy, loanId: string, row: EntryRow, policy: PolicySnapshot): Promise<Entered> {
    if (row.kind === 'extension') return this.extend(em, { by, enteredBy }, loanId, row, policy);
    const { on, amountFen, reference, effect } = row;
    const loan = await lockLoan(em, loanId);
    const kind = row.kind === 'drawing' ? 'drawing' : 'repayment';
    if (await findRecorded(em, loanId, kind, { on, amountFen, reference })) return ALREADY;
    const looked = await this.lookedAt(em, loanId, kind, row);
    if (kind === 'drawing') {
      await this.money.drawWithin(em, by, loanId, { on, amountFen, reference }, policy);
      return { already: false, ourPrincipalFen: amountFen, ourInterestFen: 0, ourPenaltyFen: 0, parts: looked };
    }
    const position = await positionOf(em, loan, policy);
    await this.money.repayWithin(em, by, loanId, { on, amountFen, reference, effect }, policy);
    const [used] = await run<{ principalFen: number; interestFen: number; prepaidFen: number; penaltyFen: number }>(
      em,
      `select -principal_fen::float8 as "principalFen", interest_fen::float8 as "interestFen", prepaid_fen::float8 as "prepaidFen", penalty_fen::float8 as "penaltyFen" from loan_movement
       where loan_id = $1::uuid and kind = 'repayment' and reference = $2`,
      [loanId, reference],
    );
    const { principalFen, interestFen, prepaidFen, penaltyFen } = used as NonNullable<typeof used>;
    const differs =
      position && row.interestFen !== null
        ? explainSplit(
            position,
            { on, amountFen, interestFen: row.interestFen, penaltyFen: row.penaltyFen, effect },
            { interestFen, penaltyFen },
          )
        : [];
    const early: Difference[] =
      row.kind === 'repayment' && prepaidFen > 0
        ? [{ cause: 'early', fen: prepaidFen }]
        : row.kind === 'prepayment' && prepaidFen === 0
          ? [{ cause: 'nothingEarly', fen: amountFen }]
          : [];
    return {
      already: false,
      ourPrincipalFen: principalFen,
      ourInterestFen: interestFen,
      ourPenaltyFen: penaltyFen,
      parts: [...differs, ...early, ...looked],
    };
  }

  /** What every row would do after those before it; one that cannot be booked leaves the others as if it were not there. */
  async rehearse(who: EnteredBy, loanId: string, rows: readonly EntryRow[], policy: PolicySnapshot): Promise<RowOutcome[]> {
    const outcomes: RowOutcome[] = [];
    try {
      await this.database.transaction(sessionOf(who.by), async (em) => {
        this.movements.rehearse(em);
        for (const row of rows) outcomes.push(await this.tryOne(em, who, loanId, row, policy));
        throw new TakenBack();
      });
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
    }
    return outcomes;
  }

  private async tryOne(em: EntityManager, who: EnteredBy, loanId: string, row: EntryRow, policy: PolicySnapshot): Promise<RowOutcome> {
    await run(em, 'savepoint before_row');
    try {
      const { already, ...entered } = await this.enter(em, who, loanId, row, policy);
      const result = already ? 'already' : entered.parts.length > 0 ? 'differs' : 'book';
      return { id: row.id, ...entered, result, problem: null };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await run(em, 'rollback to savepoint before_row');
      return {
        id: row.id,
        ourPrincipalFen: null,
        ourInterestFen: null,
        ourPenaltyFen: null,
        parts: [],
        result: 'refused',
        problem: problemOf(error),
      };
    }
  }

  /** Proposed by who uploaded the file, agreed to by who releases it; the county still consents, so the loan runs as before until then. */
  private async extend(
    em: EntityManager,
    { by, enteredBy }: EnteredBy,
    loanId: string,
    { on, addedPeriods, reference }: EntryRow,
    policy: PolicySnapshot,
  ): Promise<Entered> {
    await lockLoan(em, loanId);
    const known = await run(
      em,
      `select from loan_change where loan_id = $1::uuid and kind = 'extension' and from_date = $2::date and added_periods = $3
       union all select from loan_change_proposal where loan_id = $1::uuid and kind = 'extension' and from_date = $2::date and added_periods = $3 and state = 'agreed'`,
      [loanId, on, addedPeriods],
    );
    if (known.length > 0) return ALREADY;
    const change = {
      kind: 'extension' as const,
      from: on,
      addedPeriods: addedPeriods as number,
      reason: `银行明细展期，流水号 ${reference}`,
    };
    await this.changes.propose(em, enteredBy, loanId, change, policy);
    await this.changes.decide(em, by, await lockLoan(em, loanId), 'agreeToChange', undefined, policy);
    return { already: false, ourPrincipalFen: 0, ourInterestFen: 0, ourPenaltyFen: 0, parts: [{ cause: 'countyConsents', fen: 0 }] };
  }

  /** Nothing against the row, but somebody should see it: the same sum is booked on that day, a change of the contract from before it waits, or its month is closed. */
  private async lookedAt(
    em: EntityManager,
    loanId: string,
    kind: 'drawing' | 'repayment',
    { on, amountFen, reference }: EntryRow,
  ): Promise<Difference[]> {
    const [found] = await run<{ isThere: boolean; isClosed: boolean; changeWaits: boolean }>(
      em,
      `select exists (select from loan_movement m where m.loan_id = $1::uuid and m.kind = $2 and m.on_date = $3::date and m.reference <> $5
           and case kind when 'drawing' then principal_fen else lines_fen + prepaid_fen + penalty_fen end = $4::bigint and not exists (select from loan_movement r where r.reverses = m.id)) as "isThere",
         exists (select from ledger_period p where p.month >= date_trunc('month', $3::date)::date) as "isClosed",
         exists (select from loan_change_proposal p where p.loan_id = $1::uuid and p.state in ('proposed', 'agreed') and p.from_date < $3::date) as "changeWaits"`,
      [loanId, kind, on, amountFen, reference],
    );
    return [
      ...(found?.isThere ? [{ cause: 'sameDayAmount' as const, fen: amountFen }] : []),
      ...(found?.changeWaits && kind === 'repayment' ? [{ cause: 'changeWaits' as const, fen: 0 }] : []),
      ...(found?.isClosed ? [{ cause: 'closedMonth' as const, fen: amountFen }] : []),
    ];
  }
}

export const problemOf = ({ code, zh, en }: Refusal): RowProblem => ({
  code,
  zh: `${zh.title}：${zh.detail}${zh.next}`,
  en: `${en.title}. ${en.detail} ${en.next}`,
});
