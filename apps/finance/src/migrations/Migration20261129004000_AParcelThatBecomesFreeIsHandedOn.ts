import { Migration } from '@mikro-orm/migrations';

/**
 * A parcel that becomes free goes at once to the living application whose project names it, whoever gives it free: what was paid has it
 * before what was approved, that before what was entered. And what names a parcel without having it stands still (ADR 0199).
 */
export class Migration20261129004000_AParcelThatBecomesFreeIsHandedOn extends Migration {
  override up(): void {
    for (const table of READ) this.addSql(`create policy ${table}_parcels on ${table} for select to current_user using (true)`);
    for (const statement of [...handedOn(), ...differs()]) this.addSql(statement);
    // what was corrected before
    this.addSql(TAKEN_UP);
  }
}

const READ = ['subsidy_application', 'subsidy_acceptance', 'claim'];

/** Whoever ends an application sees neither the one that gets its parcel nor its project: the owner hands it on, and nothing leaves. */
const BY_OWNER = `security definer set search_path = public, pg_temp`;

/** Of the application `w`. */
const FIRST = `(w.state in ('inPayment', 'paid', 'acknowledged', 'recovering')) desc, w.approved_at nulls last, w.id`;

const TAKEN_UP = `insert into subsidy_parcel_use (application_id, kind, year, key)
  select w.id, u.kind, u.year, u.key from subsidy_application w, lateral subsidy_parcel_uses(w.id) u
  where w.claim_id is not null and u.kind = 'parcel' order by ${FIRST}, u.key on conflict do nothing`;

const handedOn = (): string[] => [
  `create index claim_parcels on claim using gin ((subject -> 'parcelIds')) where kind = 'project'`,
  `create function subsidy_parcels_handed_on(freed text[]) returns void language sql volatile ${BY_OWNER} as $$
    insert into subsidy_parcel_use (application_id, kind, year, key)
      select w.id, u.kind, u.year, u.key from subsidy_application w, lateral subsidy_parcel_uses(w.id) u
      where w.claim_id in (select c.id from unnest(freed) f join claim c on c.kind = 'project' and c.subject -> 'parcelIds' @> jsonb_build_array(f))
        and u.kind = 'parcel' and u.key = any(freed)
      order by ${FIRST}, u.key on conflict do nothing
  $$`,
  'revoke execute on function subsidy_parcels_handed_on from public',
  // an application is entered with all its parcels or not at all; later on a parcel that another one has is named by what differs, and stops no way back
  `create or replace function subsidy_application_uses_its_parcel() returns trigger language plpgsql ${BY_OWNER} as $$
  declare
    root uuid := coalesce(new.rest_of, new.id);
    freed text[];
  begin
    with gone as (delete from subsidy_parcel_use where application_id = root returning kind, key)
      select array_agg(key) into freed from gone where kind = 'parcel';
    insert into subsidy_parcel_use (application_id, kind, year, key)
      select root, u.kind, u.year, u.key from subsidy_parcel_uses(root) u where tg_op = 'INSERT' or u.kind <> 'parcel' on conflict (application_id, kind, key) do nothing;
    if tg_op = 'UPDATE' then
      insert into subsidy_parcel_use (application_id, kind, year, key)
        select root, u.kind, u.year, u.key from subsidy_parcel_uses(root) u where u.kind = 'parcel' on conflict do nothing;
      if freed is not null then perform subsidy_parcels_handed_on(freed); end if;
    end if;
    return null;
  end $$`,
  // one that ends at the same time gives its parcel free before this one looks, or sees afterwards what this one tells
  `create or replace function claim_tells_parcels() returns trigger language plpgsql ${BY_OWNER} as $$
  declare freed text[];
  begin
    perform from subsidy_parcel_use where kind = 'parcel' and key in (select jsonb_array_elements_text(coalesce(new.subject -> 'parcelIds', '[]'))) order by year, key for update;
    with gone as (delete from subsidy_parcel_use u using subsidy_application a where a.claim_id = new.id and u.application_id = a.id and u.kind = 'parcel' returning u.key)
      select array_agg(key) into freed from gone;
    insert into subsidy_parcel_use (application_id, kind, year, key)
      select a.id, u.kind, u.year, u.key from subsidy_application a, lateral subsidy_parcel_uses(a.id) u where a.claim_id = new.id and u.kind = 'parcel' order by u.key
      on conflict do nothing;
    if freed is not null then perform subsidy_parcels_handed_on(freed); end if;
    return null;
  end $$`,
];

const differs = (): string[] => [
  // content: another product or year of cultivation; parcel: one of its parcels is not its own in the year; null: as industry has it now
  `create or replace function subsidy_project_differs(of_application uuid) returns text language sql stable as $$
    select case when coalesce(c.subject ->> 'product', w.product) <> w.product or coalesce((c.subject ->> 'stage')::int, w.stage) <> w.stage then 'content'
      when exists (select from subsidy_parcel_uses(w.id) u where u.kind = 'parcel'
        and not exists (select from subsidy_parcel_use o where (o.application_id, o.kind, o.key, o.year) = (w.id, u.kind, u.key, u.year))) then 'parcel' end
    from subsidy_application a join subsidy_application w on w.id = coalesce(a.rest_of, a.id) join claim c on c.id = w.claim_id where a.id = of_application
  $$`,
];
