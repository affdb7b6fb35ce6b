import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import type { LenderBank, LenderBankList, RiskFundChanges } from './risk-fund.dto.js';
import { LenderBankNotFound } from './risk-fund.errors.js';

const BANKS = `select b.code, b.name_zh as "nameZh", b.name_en as "nameEn", f.leverage, f.share_bp as "shareBp", f.stop_ratio_bp as "stopRatioBp",
    f.balance_fen as "balanceFen", f.exposure_fen as "exposureFen", f.leverage * f.balance_fen - f.exposure_fen as "roomFen",
    lender_bad_ratio_bp(b.code, '', $1::date, $2::int) as "badRatioBp", f.stopped_since::text as "stoppedSince",
    coalesce((select json_agg(json_build_object('state', s.state, 'loans', s.n, 'amountFen', s.amount, 'outstandingFen', s.outstanding) order by s.state)
      from (select state, count(*) as n, sum(amount_fen) as amount, sum(outstanding_fen) as outstanding from loan l where l.bank_code = b.code group by state) s), '[]') as "byState",
    coalesce((select json_agg(json_build_object('bucket', s.bucket, 'loans', s.n, 'outstandingFen', s.outstanding, 'overdueFen', s.overdue) order by s.bucket)
      from (select bucket, count(*) as n, sum(outstanding_fen) as outstanding, sum(overdue_principal_fen + overdue_interest_fen) as overdue from loan l
            where l.bank_code = b.code and l.state in ('drawn', 'repaying', 'extended', 'overdue', 'collection') group by bucket) s), '[]') as "byBucket",
    (select max(day)::text from loan_assessment) as "assessedOn"
  from lender_bank b join risk_fund f on f.bank_code = b.code`;

@Injectable()
export class RiskFundQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** Of a bank clerk: the own bank alone. */
  async banks(principal: Principal): Promise<LenderBankList> {
    const today = plainDateInShanghai(this.clock.now());
    const policy = await this.policies.snapshot(today, this.pack.county);
    const bucketDays = [...policy.value('loan.bucketDays')];
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Omit<LenderBank, 'bucketDays'>>(client, `${BANKS} order by b.code`, [
        today,
        policy.value('loan.badAfterDays'),
      ]);
      return { items: rows.map((row) => ({ ...row, bucketDays })) };
    });
  }

  /** @throws LenderBankNotFound */
  changes(principal: Principal, bank: string): Promise<RiskFundChanges> {
    return this.database.connection(sessionOf(principal), async (client) => {
      if ((await run(client, 'select from risk_fund where bank_code = $1', [bank])).length === 0) throw new LenderBankNotFound();
      const items = await run<RiskFundChanges['items'][number]>(
        client,
        `select id, kind, amount_fen as "amountFen", on_date::text as on, fund_code as "fundCode", source_document as "sourceDocument", recorded_by_name as "byName"
         from risk_fund_change where bank_code = $1 order by recorded_at desc, id desc limit 500`,
        [bank],
      );
      return { items };
    });
  }
}
