import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/**
 * One project of industry and one entry by hand are one field, or two: whoever enters the second says which, and the answer is kept
 * (ADR 0198). What was entered before is not asked again until its product or year of cultivation is corrected.
 */
export class Migration20261129000200_AlikeIsAnswered extends Migration {
  override up(): void {
    for (const statement of [...answers(), ...asked()]) this.addSql(statement);
  }
}

const ENDED = `('rejected', 'withdrawn', 'givenUp', 'reclaimed')`;

const answers = (): string[] => [
  `create table subsidy_alike_answer (
    id uuid primary key,
    -- the answer is written first, so that the application is asked for it
    application_id uuid not null references subsidy_application (id) deferrable initially deferred,
    village_code text collate "C" not null,
    findings jsonb not null,
    reason text not null,
    answered_at timestamptz not null,
    answered_by uuid not null,
    answered_by_name text not null,
    constraint subsidy_alike_answer_says_why check (length(btrim(reason)) >= 2),
    constraint subsidy_alike_answer_of_something check (jsonb_typeof(findings) = 'array' and jsonb_array_length(findings) > 0)
  )`,
  'create index subsidy_alike_answer_application on subsidy_alike_answer (application_id)',
  ...areaPolicy('subsidy_alike_answer'),
  ...appendOnly('finance', 'subsidy_alike_answer'),
  // a pair is answered by either of the two
  `create function subsidy_alike_is_answered(own uuid, own_claim uuid, other uuid, other_claim uuid) returns boolean language sql stable as $$
    select exists (select from subsidy_alike_answer n where
      (n.application_id = own and (n.findings @> jsonb_build_array(jsonb_build_object('claimId', other_claim)) or n.findings @> jsonb_build_array(jsonb_build_object('applicationId', other))))
      or (n.application_id = other and (n.findings @> jsonb_build_array(jsonb_build_object('claimId', own_claim)) or n.findings @> jsonb_build_array(jsonb_build_object('applicationId', own)))))
  $$`,
];

const asked = (): string[] => [
  `create function subsidy_application_answers_alike() returns trigger language plpgsql as $$
  begin
    if new.claim_id is null and exists (select from claim c left join subsidy_application a on a.claim_id = c.id and a.state not in ${ENDED}
        where c.kind = 'project' and c.household_id = new.household_id and c.subject ->> 'product' = new.product and (c.subject ->> 'stage')::int = new.stage
          and case when a.id is null then c.state = 'received' else a.year = new.year end and not subsidy_alike_is_answered(new.id, null, a.id, c.id)) then
      raise exception 'what may be there already is applied for with a reason' using errcode = 'JZ116';
    end if;
    if new.claim_id is not null and exists (select from subsidy_application a where a.household_id = new.household_id and a.id <> new.id and a.claim_id is null and a.rest_of is null
        and a.year = new.year and a.product = new.product and a.stage = new.stage and a.state not in ${ENDED} and not subsidy_alike_is_answered(new.id, new.claim_id, a.id, null)) then
      raise exception 'what may be there already is applied for with a reason' using errcode = 'JZ116';
    end if;
    return null;
  end $$`,
  `create trigger subsidy_application_alike_first after insert on subsidy_application for each row when (new.rest_of is null) execute function subsidy_application_answers_alike()`,
  `create trigger subsidy_application_alike after update of product, stage on subsidy_application for each row
    when (new.rest_of is null and (new.product, new.stage) is distinct from (old.product, old.stage)) execute function subsidy_application_answers_alike()`,
];
