import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { ADVISORY_LOCKS, Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { EarlierPeriodOpen, PeriodAlreadyClosed, PeriodNotOver } from './ledger.errors.js';

/** Closing a month: after it nothing is posted there any more. */
@Injectable()
export class LedgerPeriods {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** @param month `YYYY-MM` */
  async close(principal: Principal, month: string): Promise<void> {
    const at = this.clock.now();
    if (plainDateInShanghai(at).slice(0, 7) <= month) throw new PeriodNotOver();
    await this.database.connection(sessionOf(principal), async (client) => {
      await run(client, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.ledger]);
      await assertNext(client, month);
      await run(
        client,
        `insert into ledger_period (month, closed_at, closed_by, closed_by_name, entries, debit_fen, credit_fen)
         select $1::date, $2::timestamptz, $3::uuid, $4, count(distinct e.id), coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0),
           coalesce(-sum(l.amount_fen) filter (where l.amount_fen < 0), 0)
         from ledger_entry e join ledger_line l on l.entry_id = e.id where date_trunc('month', e.on_date)::date = $1::date`,
        [`${month}-01`, at.toISOString(), principal.accountId, principal.name],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'ledger.close',
        objectType: 'ledger-period',
        result: 'success',
        detail: { month },
      });
    });
  }
}

async function assertNext(client: Handle, month: string): Promise<void> {
  const [state] = await run<{ closed: boolean; earlier: string | null }>(
    client,
    `select exists (select from ledger_period where month = $1::date) as closed,
       (select to_char(min(date_trunc('month', e.on_date)), 'YYYY-MM') from ledger_entry e
        where e.on_date < $1::date and not exists (select from ledger_period p where p.month = date_trunc('month', e.on_date)::date)) as earlier`,
    [`${month}-01`],
  );
  if (state?.closed) throw new PeriodAlreadyClosed();
  if (state?.earlier) throw new EarlierPeriodOpen(state.earlier);
}
