import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { heard } from '../benefit-overlap/heard-sources.js';
import { OutsideKinds } from '../outside-benefit/outside-kinds.js';
import type { HouseholdBenefits } from './benefit.dto.js';
import { BenefitHouseholdNotFound } from './benefit.errors.js';
import { aboutOf, ITEMS, LOANS, OWED, toldBy, type ItemRow } from './benefit-items.js';

/** One timeline a household: everything finance has paid it, owes it or has been told about it, and its loans. */
@Injectable()
export class BenefitQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** Reading it is recorded. @throws BenefitHouseholdNotFound */
  of(principal: Principal, householdId: string): Promise<HouseholdBenefits> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const benefits = await benefitsOf(client, householdId);
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'benefit.read', objectType: 'household', objectId: householdId, result: 'success' },
      });
      return benefits;
    });
  }
}

/** @throws BenefitHouseholdNotFound */
export async function benefitsOf(client: Handle, householdId: string): Promise<HouseholdBenefits> {
  const [household] = await run<HouseholdBenefits['household']>(
    client,
    'select id, number, head_name as "headName", village_code as "villageCode" from directory_household where id = $1::uuid',
    [householdId],
  );
  if (!household) throw new BenefitHouseholdNotFound();
  const items = await run<ItemRow>(client, ITEMS, [householdId]);
  const loans = await run<HouseholdBenefits['loans'][number]>(client, LOANS, [householdId]);
  const totals = await run<HouseholdBenefits['totals'][number]>(
    client,
    `select b.benefit, sum(p.amount_fen - p.recovered_fen)::float8 as "paidFen" from payment p join payment_batch b on b.id = p.batch_id
     where p.household_id = $1::uuid and p.state = 'paid' group by b.benefit order by b.benefit`,
    [householdId],
  );
  const [elsewhere] = await run<{ fen: number }>(
    client,
    `select coalesce(sum(amount_fen), 0)::float8 as fen from outside_benefit where household_id = $1::uuid and standing = 'standing'`,
    [householdId],
  );
  const sources = await heard(client, ['relocation', 'premium', 'project', ...OutsideKinds.codes]);
  return {
    household,
    paidFen: totals.reduce((sum, { paidFen }) => sum + paidFen, 0),
    owedFen: items.reduce((sum, { state, amountFen }) => sum + (OWED.includes(state) ? (amountFen ?? 0) : 0), 0),
    totals,
    elsewhereFen: elsewhere?.fen ?? 0,
    items: items.map(({ detail, place: _, ...item }) => ({
      ...item,
      about: aboutOf({ benefit: item.benefit, detail }),
      toldBy: toldBy(detail),
      paidTo: detail['paidTo'] ?? null,
      takenBackFen: Number(detail['takenBack'] ?? 0),
    })),
    loans,
    sources,
  };
}
