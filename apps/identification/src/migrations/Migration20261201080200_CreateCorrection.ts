import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/** Proposals to change the register, decided by another person than the one who made them. */
export class Migration20261201080200_CreateCorrection extends Migration {
  override up(): void {
    const statements = [
      `create table correction (
        id uuid primary key,
        household_id uuid not null references household (id),
        village_code text collate "C" not null,
        head_name text not null,
        kind text not null,
        changes_cipher bytea not null,
        shown jsonb not null,
        reason text not null,
        valid_from date not null,
        source_document text,
        status text not null default 'proposed',
        household_version int not null,
        proposed_by uuid not null,
        proposed_by_name text not null,
        proposed_at timestamptz not null,
        decided_by uuid,
        decided_by_name text,
        decided_at timestamptz,
        decision_reason text,
        constraint correction_kind_known check (kind in ('identity', 'members', 'income', 'cause', 'category')),
        constraint correction_status_known check (status in ('proposed', 'approved', 'rejected', 'withdrawn')),
        constraint correction_decided_completely check ((status = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        constraint correction_maker_is_not_checker check (status not in ('approved', 'rejected') or decided_by <> proposed_by),
        constraint correction_withdrawn_by_maker check (status <> 'withdrawn' or decided_by = proposed_by)
      )`,
      "create index correction_waiting on correction (proposed_at, id) where status = 'proposed'",
      'create index correction_newest on correction (proposed_at desc, id desc)',
      'create index correction_household on correction (household_id)',
      ...areaPolicy('correction'),
      grant('identification', 'correction', 'select, insert, update'),
      // what was decided stays: only a new key may be put under an old proposal
      `create function correction_is_decided_once() returns trigger language plpgsql as $$
      begin
        if old.status <> 'proposed' and (to_jsonb(new) - 'changes_cipher') <> (to_jsonb(old) - 'changes_cipher') then
          raise exception 'a decided correction does not change' using errcode = 'JZ003';
        end if;
        return new;
      end $$`,
      'create trigger correction_decided_once before update on correction for each row execute function correction_is_decided_once()',
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
