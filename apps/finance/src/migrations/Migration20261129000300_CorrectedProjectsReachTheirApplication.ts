import { Migration } from '@mikro-orm/migrations';

/**
 * What industry corrects about a project reaches the application made from it: its parcels are used from then on, as far as no other
 * application has them in the year; and what differs is known to every step that follows (ADR 0199).
 */
export class Migration20261129000300_CorrectedProjectsReachTheirApplication extends Migration {
  override up(): void {
    for (const statement of [...uses(), ...differs()]) this.addSql(statement);
  }
}

const ENDED = `('rejected', 'withdrawn', 'givenUp', 'reclaimed')`;

const uses = (): string[] => [
  // an application is entered with all its parcels or not at all; later on a parcel that another one has is named by what differs, and stops no way back
  `create or replace function subsidy_application_uses_its_parcel() returns trigger language plpgsql as $$
  declare root uuid := coalesce(new.rest_of, new.id);
  begin
    delete from subsidy_parcel_use where application_id = root;
    insert into subsidy_parcel_use (application_id, kind, year, key)
      select root, u.kind, u.year, u.key from subsidy_parcel_uses(root) u where tg_op = 'INSERT' or u.kind <> 'parcel' on conflict (application_id, kind, key) do nothing;
    if tg_op = 'UPDATE' then
      insert into subsidy_parcel_use (application_id, kind, year, key)
        select root, u.kind, u.year, u.key from subsidy_parcel_uses(root) u where u.kind = 'parcel' on conflict do nothing;
    end if;
    return null;
  end $$`,
  'drop trigger subsidy_application_parcel_used on subsidy_application',
  // one that names a project takes up, with its next step, what has become free
  `create trigger subsidy_application_parcel_used after update on subsidy_application for each row
    when ((new.parcel_village, new.parcel_key) is distinct from (old.parcel_village, old.parcel_key)
      or (new.state <> old.state and (new.state in ${ENDED} or new.state in ('applied', 'villageChecked', 'measured')
        or (new.claim_id is not null and new.state in ('accepted', 'granted', 'noticePosted', 'noticeClosed', 'approved')))))
    execute function subsidy_application_uses_its_parcel()`,
  `create function claim_tells_parcels() returns trigger language plpgsql as $$
  begin
    delete from subsidy_parcel_use u using subsidy_application a where a.claim_id = new.id and u.application_id = a.id and u.kind = 'parcel';
    insert into subsidy_parcel_use (application_id, kind, year, key)
      select a.id, u.kind, u.year, u.key from subsidy_application a, lateral subsidy_parcel_uses(a.id) u where a.claim_id = new.id and u.kind = 'parcel' order by u.key
      on conflict do nothing;
    return null;
  end $$`,
  `create trigger claim_parcels_told after update of subject on claim for each row
    when (new.kind = 'project' and (new.subject -> 'parcelIds') is distinct from (old.subject -> 'parcelIds')) execute function claim_tells_parcels()`,
];

const differs = (): string[] => [
  // content: another product or year of cultivation; parcel: another application has one of its parcels in the year; null: as industry has it now
  `create function subsidy_project_differs(of_application uuid) returns text language sql stable as $$
    select case when coalesce(c.subject ->> 'product', w.product) <> w.product or coalesce((c.subject ->> 'stage')::int, w.stage) <> w.stage then 'content'
      when exists (select from subsidy_parcel_uses(w.id) u join subsidy_parcel_use o on (o.year, o.kind, o.key) = (u.year, u.kind, u.key)
        where u.kind = 'parcel' and o.application_id <> w.id) then 'parcel' end
    from subsidy_application a join subsidy_application w on w.id = coalesce(a.rest_of, a.id) join claim c on c.id = w.claim_id where a.id = of_application
  $$`,
];
