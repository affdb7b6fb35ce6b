import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { LoanCaughtUpV1 } from '@jingzhun/events/finance/loan-caught-up.v1';
import { LoanCompensatedV1 } from '@jingzhun/events/finance/loan-compensated.v1';
import { LoanReopenedV1 } from '@jingzhun/events/finance/loan-reopened.v1';
import { LoanWrittenOffV1 } from '@jingzhun/events/finance/loan-written-off.v1';
import { Outbox } from '@jingzhun/messaging';
import { run } from '@jingzhun/persistence';
import type { LoanRow } from './loan-rows.js';

type Told = Pick<LoanRow, 'id' | 'householdId' | 'villageCode'>;

/** How lateness and losses end, for who has heard that a loan fell overdue; and that one which was repaid is owed again. */
@Injectable()
export class LoanOutcomes {
  constructor(@Inject(Outbox) private readonly outbox: Outbox) {}

  /** With the day that was told when they fell overdue: payments in part may have moved it since. */
  async caughtUp(em: EntityManager, loans: readonly Told[], caughtUpOn: PlainDate): Promise<void> {
    const rows = await run<{ id: string; since: PlainDate }>(
      em,
      `select distinct on (e.loan_id) e.loan_id as id, e.inputs ->> 'overdueSince' as since from loan_event e where e.loan_id = any($1::uuid[]) and e.step = 'fallOverdue'
       order by e.loan_id, e.position desc`,
      [loans.map(({ id }) => id)],
    );
    const since = new Map(rows.map((row) => [row.id, row.since]));
    for (const loan of loans)
      this.outbox.add(em, LoanCaughtUpV1, { ...keys(loan), data: { ...of(loan), overdueSince: since.get(loan.id) ?? null, caughtUpOn } });
  }

  reopened(em: EntityManager, loan: Told & Pick<LoanRow, 'version'>, movementId: string, reopenedOn: PlainDate): void {
    this.outbox.add(em, LoanReopenedV1, {
      ...keys(loan),
      data: { ...of(loan), loanVersion: loan.version, movementId: movementId as never, reopenedOn },
    });
  }

  compensated(em: EntityManager, loan: Told, movementId: string, lostFen: number, fundPaidFen: number, compensatedOn: PlainDate): void {
    const sums = { lostFen: lostFen as never, fundPaidFen: fundPaidFen as never };
    this.outbox.add(em, LoanCompensatedV1, {
      ...keys(loan),
      data: { ...of(loan), movementId: movementId as never, ...sums, compensatedOn },
    });
  }

  writtenOff(em: EntityManager, loan: Told, movementId: string, lostFen: number, writtenOffOn: PlainDate): void {
    this.outbox.add(em, LoanWrittenOffV1, {
      ...keys(loan),
      data: { ...of(loan), movementId: movementId as never, lostFen: lostFen as never, writtenOffOn },
    });
  }
}

const keys = ({ id, villageCode }: Told) => ({ division: villageCode as never, orderingKey: id });
const of = ({ id, householdId }: Told) => ({ loanId: id as never, householdId: householdId as never });
