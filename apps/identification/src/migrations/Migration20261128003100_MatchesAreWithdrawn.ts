import { Migration } from '@mikro-orm/migrations';
import { appendOnly } from '@jingzhun/persistence';

/** A decision about who somebody in an extract is can be withdrawn by another person; what was decided stays to be seen. */
export class Migration20261128003100_MatchesAreWithdrawn extends Migration {
  override up(): void {
    for (const statement of [
      // a decision that was withdrawn is not taken over for the next extract
      'alter table register_match add column carries boolean not null default true',
      `create table register_match_withdrawal (
        id uuid primary key,
        match_id uuid not null,
        kind text not null,
        village_code text collate "C" not null,
        decision text not null check (decision in ('same', 'different')),
        decided_by uuid,
        decided_by_name text,
        decided_at timestamptz not null,
        decision_reason text not null,
        reason text not null,
        made_by uuid not null,
        made_by_name text not null,
        made_at timestamptz not null,
        constraint register_match_withdrawn_by_another check (decided_by is distinct from made_by)
      )`,
      'create index register_match_withdrawal_of on register_match_withdrawal (match_id)',
      'alter table register_match_withdrawal enable row level security',
      'alter table register_match_withdrawal force row level security',
      `create policy register_match_withdrawal_area on register_match_withdrawal using (
        village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true)
        and (kind <> 'police' or current_setting('app.clearance', true) = 'sensitive' or current_setting('app.system', true) = 'screening'))`,
      ...appendOnly('identification', 'register_match_withdrawal'),
    ])
      this.addSql(statement);
  }
}
