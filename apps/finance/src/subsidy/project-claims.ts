import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { areaRange } from '@jingzhun/domain/division-code';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { projectsFollowTheirHousehold } from '../claim/project-household.js';
import { asWholeCounty } from '../whole-county/as-whole-county.js';
import { isEnded, type SubsidyState } from './lifecycle/subsidy-state.js';
import type { WaitingProjects } from './subsidy.dto.js';
import { findProduct, type SubsidyScheme } from './scheme.js';
import { ProjectNotWaiting, ProjectOfOtherProduct } from './subsidy.errors.js';

/** Where a project stands while its subsidy does; one that ends without money leaves it waiting: a wrong parcel is no verdict on the project. */
const FOLLOWS: Partial<Record<SubsidyState, 'paid' | 'received'>> = { paid: 'paid', inPayment: 'received', reclaimed: 'received' };

const WAITING = `select c.id, c.household_id as "householdId", h.number as "householdNumber", h.head_name as "headName", c.village_code as "villageCode",
    c.subject ->> 'product' as product, (c.subject ->> 'stage')::int as stage, (c.subject ->> 'quantity')::int as quantity, c.subject ->> 'unit' as unit,
    c.due_on::text as "acceptedOn", c.document
  from claim c join directory_household h on h.id = c.household_id
  where c.kind = 'project' and c.state = 'received' and h.village_code between $1 and $2 and not exists (select from subsidy_application a where a.claim_id = c.id and a.state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed'))
  order by c.due_on, c.id limit 200`;

/** What industry accepted, as far as it said so; the quantity is measured anew. */
interface Accepted {
  product: string | null;
  stage: number | null;
}
interface Waiting extends Accepted {
  readonly isFree: boolean;
  readonly village: string;
}
const ACCEPTED = `c.subject ->> 'product' as product, (c.subject ->> 'stage')::int as stage`;

interface Applied {
  readonly product: string;
  readonly stage: number;
  readonly scheme: SubsidyScheme;
}

/** Accepted projects that industry told: applied for as a reward subsidy, and paid with it. */
@Injectable()
export class ProjectClaims {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Of households of the own area, told and not applied for yet: a household that has moved brings its own along. */
  waiting(principal: Principal): Promise<WaitingProjects> {
    const { from, to } = areaRange(principal.area);
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await asWholeCounty(client, () => run<WaitingProjects['items'][number]>(client, WAITING, [from, to])),
    }));
  }

  /**
   * Held and found free, for a household that the caller sees, wherever the household lived when the project was accepted.
   * @returns village in which it was accepted: the land lies there
   * @throws ProjectNotWaiting, ProjectOfOtherProduct
   */
  async take(em: EntityManager, claimId: string, householdId: string, asked: Applied): Promise<string> {
    const claim = await asWholeCounty(em, () => this.hold(em, claimId, householdId));
    if (!claim?.isFree) throw new ProjectNotWaiting();
    assertSame(claim, asked);
    return claim.village;
  }

  private async hold(em: EntityManager, claimId: string, householdId: string): Promise<Waiting | undefined> {
    // held first and looked at then: whoever applied while this one waited is seen
    await run(em, 'select from claim where id = $1::uuid for update', [claimId]);
    const [claim] = await run<Waiting>(
      em,
      `select ${ACCEPTED}, c.village_code as village, c.state = 'received' and not exists (select from subsidy_application a where a.claim_id = c.id and a.state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')) as "isFree"
       from claim c where c.id = $1::uuid and c.kind = 'project' and c.household_id = $2::uuid`,
      [claimId, householdId],
    );
    return claim;
  }

  /** A correction stays with the project it names, if it names one. @returns the project. @throws ProjectOfOtherProduct */
  async assertStill(em: EntityManager, applicationId: string, asked: Applied): Promise<string | null> {
    const [claim] = await asWholeCounty(em, () =>
      run<Accepted & { id: string }>(
        em,
        `select c.id, ${ACCEPTED} from claim c join subsidy_application a on a.claim_id = c.id where a.id = $1::uuid`,
        [applicationId],
      ),
    );
    if (claim) assertSame(claim, asked);
    return claim?.id ?? null;
  }

  /** In the transaction of the step that ends the subsidy, or takes its end back. */
  async follow(em: EntityManager, moves: readonly { id: string; to: SubsidyState; paidOn: string | null }[]): Promise<void> {
    await this.standings(em, moves);
    const over = moves.filter(({ to }) => isEnded(to)).map(({ id }) => id);
    if (over.length === 0) return;
    const claims = await run<{ id: string }>(
      em,
      'select claim_id as id from subsidy_application where id = any($1::uuid[]) and claim_id is not null',
      [over],
    );
    await projectsFollowTheirHousehold(
      em,
      claims.map(({ id }) => id),
    );
  }

  private async standings(em: EntityManager, moves: readonly { id: string; to: SubsidyState; paidOn: string | null }[]): Promise<void> {
    const ended = moves.flatMap(({ id, to, paidOn }) => {
      const state = FOLLOWS[to];
      return state ? [{ id, state, paidOn: state === 'paid' ? paidOn : null }] : [];
    });
    if (ended.length === 0) return;
    const at = this.clock.now().toISOString();
    await run(
      em,
      `with moved as (select c.id, c.village_code, c.state as was, m.state as now, m.paid_on from unnest($1::uuid[], $2::text[], $3::date[]) as m (id, state, paid_on)
           join subsidy_application a on a.id = m.id join claim c on c.id = a.claim_id where c.state <> m.state and c.state in ('received', 'paid')),
         told as (insert into claim_event (claim_id, position, village_code, step, from_state, to_state, at)
           select m.id, coalesce((select max(position) from claim_event e where e.claim_id = m.id), 0) + 1, m.village_code,
             case m.now when 'paid' then 'pay' else 'bounce' end, m.was, m.now, $4::timestamptz from moved m)
       update claim c set state = m.now, state_since = $4::timestamptz, paid_on = m.paid_on, version = c.version + 1 from moved m where c.id = m.id`,
      [ended.map(({ id }) => id), ended.map(({ state }) => state), ended.map(({ paidOn }) => paidOn), at],
    );
  }
}

function assertSame({ product, stage }: Accepted, asked: Applied): void {
  if ((product ?? asked.product) === asked.product && (stage ?? asked.stage) === asked.stage) return;
  const known = product ? findProduct(asked.scheme, product) : undefined;
  throw new ProjectOfOtherProduct(known?.nameZh ?? product, stage);
}
