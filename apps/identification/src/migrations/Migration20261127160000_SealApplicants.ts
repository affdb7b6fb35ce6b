import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/**
 * Of an applicant screening keeps the index of the number in plain, and what it knows of the person sealed. Only the service has the
 * key: it seals the rows of before at its next start and empties the plain columns; no row is ever in plain again.
 */
export class Migration20261127160000_SealApplicants extends Migration {
  override up(): void {
    this.addSql('alter table screening_applicant add column id uuid not null default gen_random_uuid(), add column person_cipher bytea');
    this.addSql('alter table screening_applicant alter column id drop default, add unique (id)');
    for (const column of ['name', 'birth_date', 'facts'])
      this.addSql(`alter table screening_applicant alter column ${column} drop not null`);
    this.addSql(`alter table screening_applicant add constraint screening_applicant_sealed
      check (num_nonnulls(name, birth_date, facts) = case when person_cipher is null then 3 else 0 end)`);
    this.addSql(`create function screening_applicant_comes_sealed() returns trigger language plpgsql as $$
      begin
        raise exception 'an applicant is kept sealed' using errcode = 'check_violation';
      end $$`);
    this.addSql(`create trigger screening_applicant_comes_sealed before insert or update on screening_applicant
      for each row when (new.person_cipher is null) execute function screening_applicant_comes_sealed()`);
    this.addSql(grant('identification', 'screening_applicant', 'update'));
  }
}
