import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, newId, run } from '@jingzhun/persistence';
import { Advance, type Move } from './advance.js';
import type { SubsidyState } from './lifecycle/subsidy-state.js';
import { lockApplications, SUBSIDY_COLUMNS, type SubsidyRow } from './subsidy-rows.js';
import { Unwind } from './unwind.js';

/** In fen; `g`: the grant that counts. */
export const WAITS_FEN = `(select coalesce(sum((c ->> 'amountFen')::bigint), 0) from jsonb_array_elements(g.cuts) c where c ->> 'by' = 'batchCap')`;

/** What it is the rest of, or another part of that, is asked back: it may end with that. */
export const ASKED_BACK = `exists (select from subsidy_application w where (w.id = a.rest_of or w.rest_of = a.rest_of) and w.state = 'recovering')`;

/** Not while it may end with what is asked back. Nor while industry has another record of its project: it is put right first. What is left out is named (`left-out.ts`). */
export const COMES_UP = `a.state = 'accepted' and not ${ASKED_BACK} and subsidy_project_differs(a.id) is null`;

const CARRY = `insert into subsidy_application (id, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel,
    content_version, state, state_since, entered_by, entered_by_name, entered_at, accepted_quantity, rest_of, rest_after, rest_fen, parcel_village, parcel_key)
  select n.id, a.scheme_code, a.year, a.household_id, a.household_number, a.head_name, a.member_count, a.village_code, a.product, a.stage, a.quantity, a.parcel,
    a.content_version, 'accepted', $3::timestamptz, a.entered_by, a.entered_by_name, a.entered_at, a.accepted_quantity, coalesce(a.rest_of, a.id), a.id, ${WAITS_FEN}, a.parcel_village, a.parcel_key
  from unnest($1::uuid[], $2::uuid[]) as n (id, part) join subsidy_application a on a.id = n.part join subsidy_grant g on g.application_id = a.id and g.voided_at is null
  where ${WAITS_FEN} > 0
  returning id`;

export const REST_ENDED = '原申请已终止，余额不再办理';

/** Those after a part that ended. */
const AFTER = `with recursive after as (
    select a.id from subsidy_application a where a.rest_after = any($1::uuid[])
    union all select a.id from subsidy_application a join after b on a.rest_after = b.id)
  select id from after`;
const ENDS: readonly SubsidyState[] = ['accepted', 'granted', 'noticePosted', 'noticeClosed', 'approved'];

/** What the cap of a batch left of an application: an application of its own that waits for the next round (ADR 0183). */
@Injectable()
export class Rests {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Advance) private readonly advance: Advance,
    @Inject(Unwind) private readonly unwind: Unwind,
  ) {}

  /** Of parts that have just been approved: before that, whoever goes back a step takes the whole along. */
  async carry(em: EntityManager, approved: readonly string[]): Promise<void> {
    const made = await run<{ id: string }>(em, CARRY, [approved.map(() => newId(this.clock)), approved, this.clock.now().toISOString()]);
    if (made.length === 0) return;
    const rows = await run<SubsidyRow>(
      em,
      `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.id = any($1::uuid[]) order by a.id`,
      [made.map(({ id }) => id)],
    );
    await this.advance.take(
      em,
      undefined,
      rows.map((row): Move => ({ row, step: 'carry', to: 'accepted', inputs: { restOf: row.restOf, restFen: row.restFen } })),
    );
  }

  /** With a part that ends without money for the household; what is with the bank stays. */
  async endAfter(em: EntityManager, by: Principal, ended: readonly string[]): Promise<void> {
    const after = await run<{ id: string }>(em, AFTER, [ended]);
    const rows = await lockApplications(
      em,
      after.map(({ id }) => id),
    );
    const moves: Move[] = [];
    for (const row of rows.filter(({ state }) => ENDS.includes(state))) {
      const changes = await this.unwind.to(em, by, row, 'rejected', REST_ENDED);
      moves.push({ row, step: 'endRest', to: 'rejected', reason: REST_ENDED, changes, inputs: { state: row.state, restOf: row.restOf } });
    }
    await this.advance.take(em, undefined, moves);
  }
}
