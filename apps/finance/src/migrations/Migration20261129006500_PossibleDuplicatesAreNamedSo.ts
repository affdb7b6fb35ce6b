import { Migration } from '@mikro-orm/migrations';

/** What may be there already is a possible duplicate, in the tables as everywhere else (ADR 0198); the answers that were given stay. */
export class Migration20261129006500_PossibleDuplicatesAreNamedSo extends Migration {
  override up(): void {
    for (const statement of [...table(), ...kinds(), ...functions(), ...triggers()]) this.addSql(statement);
  }
}

const ENDED = `('rejected', 'withdrawn', 'givenUp', 'reclaimed')`;
const DUPLICATE = 'subsidy_possible_duplicate';

const table = (): string[] => [
  `alter table subsidy_alike_answer rename to ${DUPLICATE}_answer`,
  `alter table ${DUPLICATE}_answer rename constraint subsidy_alike_answer_pkey to ${DUPLICATE}_answer_pkey`,
  `alter table ${DUPLICATE}_answer rename constraint subsidy_alike_answer_application_id_fkey to ${DUPLICATE}_answer_application_id_fkey`,
  `alter table ${DUPLICATE}_answer rename constraint subsidy_alike_answer_says_why to ${DUPLICATE}_answer_says_why`,
  `alter table ${DUPLICATE}_answer rename constraint subsidy_alike_answer_of_something to ${DUPLICATE}_answer_of_something`,
  `alter index subsidy_alike_answer_application rename to ${DUPLICATE}_answer_application`,
  `alter trigger subsidy_alike_answer_is_append_only on ${DUPLICATE}_answer rename to ${DUPLICATE}_answer_is_append_only`,
  `alter policy subsidy_alike_answer_area on ${DUPLICATE}_answer rename to ${DUPLICATE}_answer_area`,
  `alter policy subsidy_alike_answer_whole on ${DUPLICATE}_answer rename to ${DUPLICATE}_answer_whole`,
];

const kinds = (): string[] => [
  `alter table ${DUPLICATE}_answer no force row level security`,
  `alter table ${DUPLICATE}_answer disable trigger user`,
  `update ${DUPLICATE}_answer set findings = (
    select jsonb_agg(case when f.one ->> 'kind' = 'calledAlike' then f.one || '{"kind": "similarName"}' else f.one end order by f.at)
    from jsonb_array_elements(findings) with ordinality f (one, at))
   where findings @> '[{"kind": "calledAlike"}]'`,
  `alter table ${DUPLICATE}_answer enable trigger user`,
  `alter table ${DUPLICATE}_answer force row level security`,
];

const functions = (): string[] => [
  `create function ${DUPLICATE}_is_answered(own uuid, own_claim uuid, other uuid, other_claim uuid) returns boolean language sql stable as $$
    select exists (select from ${DUPLICATE}_answer n where
      (n.application_id = own and (n.findings @> jsonb_build_array(jsonb_build_object('claimId', other_claim)) or n.findings @> jsonb_build_array(jsonb_build_object('applicationId', other))))
      or (n.application_id = other and (n.findings @> jsonb_build_array(jsonb_build_object('claimId', own_claim)) or n.findings @> jsonb_build_array(jsonb_build_object('applicationId', own)))))
  $$`,
  `create function subsidy_application_answers_duplicates() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if new.claim_id is null and exists (select from claim c left join subsidy_application a on a.claim_id = c.id and a.state not in ${ENDED}
        where c.kind = 'project' and c.household_id = new.household_id and c.subject ->> 'product' = new.product and (c.subject ->> 'stage')::int = new.stage
          and case when a.id is null then c.state = 'received' else a.year = new.year end and not ${DUPLICATE}_is_answered(new.id, null, a.id, c.id)) then
      raise exception 'what may be there already is applied for with a reason' using errcode = 'JZ116';
    end if;
    if new.claim_id is not null and exists (select from subsidy_application a where a.household_id = new.household_id and a.id <> new.id and a.claim_id is null and a.rest_of is null
        and a.year = new.year and a.product = new.product and a.stage = new.stage and a.state not in ${ENDED} and not ${DUPLICATE}_is_answered(new.id, new.claim_id, a.id, null)) then
      raise exception 'what may be there already is applied for with a reason' using errcode = 'JZ116';
    end if;
    return null;
  end $$`,
];

const triggers = (): string[] => [
  'drop trigger subsidy_application_alike_first on subsidy_application',
  'drop trigger subsidy_application_alike on subsidy_application',
  'drop function subsidy_application_answers_alike()',
  'drop function subsidy_alike_is_answered(uuid, uuid, uuid, uuid)',
  `create trigger subsidy_application_duplicates_first after insert on subsidy_application for each row when (new.rest_of is null) execute function subsidy_application_answers_duplicates()`,
  `create trigger subsidy_application_duplicates after update of product, stage on subsidy_application for each row
    when (new.rest_of is null and (new.product, new.stage) is distinct from (old.product, old.stage)) execute function subsidy_application_answers_duplicates()`,
];
