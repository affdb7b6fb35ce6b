import { Migration } from '@mikro-orm/migrations';

/** Who is responsible for a household sees its line, also in the list of a wider area; the heading names nobody. */
export class Migration20261128180000_JointListsByVillage extends Migration {
  override up(): void {
    this.addSql('drop policy joint_list_area on joint_list');
    this.addSql('create policy joint_list_all on joint_list using (true) with check (true)');
    // the owner is held to the policies as well
    this.addSql(`do $$
    begin
      perform set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true);
      update joint_list_line n set area_code = h.village_code from directory_household h where h.id = n.household_id;
      perform set_config('app.area_from', '', true), set_config('app.area_to', '', true);
    end $$`);
    // of households that are not in the copy yet, the list's own place stays until finance tells the list again
  }
}
