import { Migration } from '@mikro-orm/migrations';

/**
 * A confirmation names the facts it was given for by marks, and a mark is made of the person's index. Under a new index key the mark must
 * stay: it is made of the index under which the person was known first.
 */
export class Migration20261127160300_MarksOfKnownPersons extends Migration {
  override up(): void {
    this.addSql('alter table screening_person add column mark_index bytea');
    // the policy of the table lets nobody but screening write, the owner included
    this.addSql(`select set_config('app.system', 'screening', true)`);
    this.addSql('update screening_person set mark_index = id_index');
    this.addSql(`select set_config('app.system', '', true)`);
    this.addSql('alter table screening_person alter column mark_index set not null');
    this.addSql(`create function screening_person_marked() returns trigger language plpgsql as $$
      begin
        new.mark_index := new.id_index;
        return new;
      end $$`);
    this.addSql(
      'create trigger screening_person_marked before insert on screening_person for each row when (new.mark_index is null) execute function screening_person_marked()',
    );
  }
}
