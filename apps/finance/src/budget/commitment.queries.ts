import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import type { CommitmentList, CommitmentsQuery } from './budget.dto.js';
import { FundNotFound } from './budget.errors.js';

/** What counts as promised is what is not released. $1 fund, $2 allotment, $3 state */
const CHOSEN = `from commitment c join allotment a on a.id = c.allotment_id
  where a.fund_code = $1 and ($2::uuid is null or a.id = $2)
    and case coalesce($3::text, '') when 'open' then c.state = 'committed' when '' then c.state <> 'released' else c.state = $3 end`;

/** The records behind the figures of a fund. */
@Injectable()
export class CommitmentQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first, of the own area. @throws FundNotFound */
  list(principal: Principal, fund: string, { allotment, state, before, limit }: CommitmentsQuery): Promise<CommitmentList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      if ((await run(client, 'select from fund where code = $1', [fund])).length === 0) throw new FundNotFound();
      const chosen = [fund, allotment ?? null, state ?? null];
      const [all] = await run<Pick<CommitmentList, 'count' | 'sumFen'>>(
        client,
        `select count(*)::int as count, coalesce(sum(c.amount_fen), 0)::bigint as "sumFen" ${CHOSEN}`,
        chosen,
      );
      const rows = await run<CommitmentList['items'][number]>(
        client,
        `select c.id, a.area, c.amount_fen as "amountFen", c.state, (c.changed_at at time zone 'Asia/Shanghai')::date::text as "changedOn",
           json_build_object('type', c.cause_type, 'id', coalesce(p.id, c.cause_id),
             'recordId', coalesce((select l.claim_id from interest_claim_line l where l.id = c.cause_id), c.cause_id)) as cause,
           p.village_code as "villageCode",
           (select json_build_object('id', b.id, 'number', b.number, 'title', b.title) from payment_batch b where b.id = p.batch_id) as batch
         from (select c.*, a.area ${CHOSEN} and ($4::uuid is null or c.id < $4) order by c.id desc limit $5) c
         cross join lateral (select c.area) a
         left join payment p on (p.cause_type, p.cause_id) = (c.cause_type, c.cause_id) order by c.id desc`,
        [...chosen, before ?? null, limit + 1],
      );
      const items = rows.slice(0, limit);
      return { ...(all as { count: number; sumFen: number }), items, nextBefore: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    });
  }
}
