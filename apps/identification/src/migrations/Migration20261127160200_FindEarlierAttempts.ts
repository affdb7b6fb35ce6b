import { Migration } from '@mikro-orm/migrations';

/** Cases of a household, and cases that name a person, also those that have ended. */
export class Migration20261127160200_FindEarlierAttempts extends Migration {
  override up(): void {
    this.addSql('create index application_of_household on application (household_id) where household_id is not null');
    this.addSql('create index application_person_named on application_person (id_index)');
  }
}
