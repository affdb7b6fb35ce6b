import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import type { HouseholdBenefits } from './benefit.dto.js';
import { BenefitHouseholdNotFound } from './benefit.errors.js';

/** What a batch pays, and what was told and is in no batch yet: nothing stands twice. */
const ITEMS = `select * from (
    select p.id, b.benefit, b.title, coalesce(p.paid_on, (p.changed_at at time zone 'Asia/Shanghai')::date)::text as "on", p.amount_fen::float8 as "amountFen",
      case p.state when 'paid' then 'paid' when 'returned' then 'returned' when 'recovered' then 'takenBack' when 'givenUp' then 'ended' else 'onItsWay' end as state
    from payment p join payment_batch b on b.id = p.batch_id where p.household_id = $1::uuid
    union all
    select c.id, case c.kind when 'relocation' then 'relocationSubsidy' else c.kind end, null, c.due_on::text, c.amount_fen::float8, case c.state when 'rejected' then 'ended' else 'told' end
    from claim c where c.household_id = $1::uuid and not exists (select from payment p where p.cause_id = c.id)
  ) i order by "on" desc, id desc limit 500`;

const SOURCES = `select k.kind, to_char(max(r.reported_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "heardAt"
  from unnest(array['relocation', 'premium', 'project']) with ordinality as k (kind, position)
  left join (claim c join claim_report r on r.claim_id = c.id and r.origin = 'event') on c.kind = k.kind group by k.kind, k.position order by k.position`;

/** One timeline a household: everything finance has paid it or has been told about it. */
@Injectable()
export class BenefitQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** Reading it is recorded. @throws BenefitHouseholdNotFound */
  of(principal: Principal, householdId: string): Promise<HouseholdBenefits> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [household] = await run<HouseholdBenefits['household']>(
        client,
        'select id, number, head_name as "headName", village_code as "villageCode" from directory_household where id = $1::uuid',
        [householdId],
      );
      if (!household) throw new BenefitHouseholdNotFound();
      const items = await run<HouseholdBenefits['items'][number]>(client, ITEMS, [householdId]);
      const totals = await run<HouseholdBenefits['totals'][number]>(
        client,
        `select b.benefit, sum(p.amount_fen)::float8 as "paidFen" from payment p join payment_batch b on b.id = p.batch_id
         where p.household_id = $1::uuid and p.state = 'paid' group by b.benefit order by b.benefit`,
        [householdId],
      );
      const sources = await run<HouseholdBenefits['sources'][number]>(client, SOURCES);
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'benefit.read', objectType: 'household', objectId: householdId, result: 'success' },
      });
      return { household, paidFen: totals.reduce((sum, { paidFen }) => sum + paidFen, 0), totals, items, sources };
    });
  }
}
