import { Migration } from '@mikro-orm/migrations';

/**
 * A state of the history says by a mark whether a number is still the same, and the mark is part of the index. When every index is made
 * anew under another key, the mark of before is kept here until the number itself changes; else the next change of any household
 * would say that all its numbers had changed.
 */
export class Migration20261203100200_MarksOutliveIndexKeys extends Migration {
  override up(): void {
    this.addSql('alter table person add column id_mark text');
    this.addSql('alter table household add column phone_mark text, add column bank_mark text');
    this.addSql(`create function number_changed() returns trigger language plpgsql as $$
    begin
      if coalesce(current_setting('app.reindex', true), '') <> 'on' then
        if tg_table_name = 'person' then
          new.id_mark := null;
        else
          if new.phone_index is distinct from old.phone_index then new.phone_mark := null; end if;
          if new.bank_index is distinct from old.bank_index then new.bank_mark := null; end if;
        end if;
      end if;
      return new;
    end $$`);
    this.addSql(`create trigger person_mark_follows before update of id_index on person for each row
      when (old.id_index is distinct from new.id_index) execute function number_changed()`);
    this.addSql(`create trigger household_marks_follow before update of phone_index, bank_index on household for each row
      when (old.phone_index is distinct from new.phone_index or old.bank_index is distinct from new.bank_index) execute function number_changed()`);
  }
}
