import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { ADVISORY_LOCKS, Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import type { ClosePeriodRequest, OnTheWay } from './ledger.dto.js';
import { EarlierPeriodOpen, PeriodAlreadyClosed, PeriodNotOver, StillOnTheWay } from './ledger.errors.js';

/** Closing a month: after it nothing is posted there any more. What becomes known later is posted in the next one, with its own day. */
@Injectable()
export class LedgerPeriods {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** What a bank had at the end of the month and has not answered. @param month `YYYY-MM` */
  onTheWay(principal: Principal, month: string): Promise<OnTheWay> {
    return this.database.connection(sessionOf(principal), async (client) => ({ items: await findOnTheWay(client, month) }));
  }

  /** Who closes says how much is still with the bank: it must be what is there. @throws WholeCountyOnly, PeriodNotOver, PeriodAlreadyClosed, EarlierPeriodOpen, StillOnTheWay */
  async close(principal: Principal, month: string, { onTheWay }: ClosePeriodRequest): Promise<void> {
    assertWholeCounty(principal);
    const at = this.clock.now();
    if (plainDateInShanghai(at).slice(0, 7) <= month) throw new PeriodNotOver();
    await this.database.connection(sessionOf(principal), async (client) => {
      await run(client, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.ledger]);
      await assertNext(client, month);
      // the sums are the database's
      const [closed] = await run<{ onTheWay: number }>(
        client,
        `insert into ledger_period (month, closed_at, closed_by, closed_by_name, entries, debit_fen, credit_fen)
         values ($1::date, $2::timestamptz, $3::uuid, $4, 0, 0, 0) returning on_the_way as "onTheWay"`,
        [`${month}-01`, at.toISOString(), principal.accountId, principal.name],
      );
      if (closed?.onTheWay !== onTheWay) throw new StillOnTheWay(month, await findOnTheWay(client, month));
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'ledger.close',
        objectType: 'ledger-period',
        result: 'success',
        detail: { month, onTheWay },
      });
    });
  }
}

const findOnTheWay = (client: Handle, month: string): Promise<OnTheWay['items'][number][]> =>
  run(
    client,
    `select b.id as "batchId", b.number::int as number, b.title, w.payments, w.amount_fen as "amountFen"
     from ledger_on_the_way($1::date) w join payment_batch b on b.id = w.batch_id order by b.number`,
    [`${month}-01`],
  );

async function assertNext(client: Handle, month: string): Promise<void> {
  const [state] = await run<{ closed: boolean; earlier: string | null }>(
    client,
    `select exists (select from ledger_period where month >= $1::date) as closed,
       (select to_char(min(date_trunc('month', e.on_date)), 'YYYY-MM') from ledger_entry e
        where e.on_date < $1::date and e.on_date >= coalesce((select max(month) + interval '1 month' from ledger_period), '-infinity')) as earlier`,
    [`${month}-01`],
  );
  if (state?.closed) throw new PeriodAlreadyClosed();
  if (state?.earlier) throw new EarlierPeriodOpen(state.earlier);
}
