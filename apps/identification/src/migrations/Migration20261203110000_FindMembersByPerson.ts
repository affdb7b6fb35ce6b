import { Migration } from '@mikro-orm/migrations';

/**
 * Who asks for the memberships of a person must not be given the exclusion constraint's index: the planner thinks it cheap, and it is
 * twenty times slower than a B-tree. So that index is on an expression that means the same and is asked for by nobody, and the index
 * behind row security holds all that a search for persons needs.
 */
export class Migration20261203110000_FindMembersByPerson extends Migration {
  override up(): void {
    const statements = [
      'alter table member drop constraint member_of_one_household_at_a_time',
      `alter table member add constraint member_of_one_household_at_a_time exclude using gist (
        coalesce(person_id, '00000000-0000-0000-0000-000000000000') with =, daterange(valid_from, valid_to) with &&)`,
      'drop index member_person_area',
      'create index member_person_area on member (person_id, village_code) include (household_id, relation, valid_to)',
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
