import { Migration } from '@mikro-orm/migrations';

/**
 * A household that has moved is applied for by its new village, by a project that was told with the old one: whether something differs,
 * which parcels are used and what has to be answered is asked in the whole county, whoever takes the step (ADR 0198).
 */
export class Migration20261129005200_ProjectsOfHouseholdsThatMoved extends Migration {
  override up(): void {
    this.addSql('create policy subsidy_alike_answer_whole on subsidy_alike_answer for select to current_user using (true)');
    for (const signature of [
      'subsidy_parcel_uses(uuid)',
      'subsidy_project_differs(uuid)',
      'subsidy_application_answers_alike()',
      'subsidy_application_names_its_claim()',
    ])
      this.addSql(`alter function ${signature} security definer set search_path = public, pg_temp`);
  }
}
