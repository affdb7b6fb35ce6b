import { Migration } from '@mikro-orm/migrations';

/** The long work of a batch is a job: its phase and progress are the job's, and nobody looks for work by polling batches. */
export class Migration20261203100000_CarryImportsByJobs extends Migration {
  override up(): void {
    this.addSql(
      'alter table import_batch add column job_id uuid references job (id), drop column phase, drop column done, drop column total',
    );
    this.addSql('drop index import_batch_work');
    // row security holds for the owner too
    this.addSql("set local app.area_from = '000000000000'");
    this.addSql("set local app.area_to = '999999999999'");
    // what the older release had begun and not finished has no job: what entered stays, the rest is uploaded again
    this.addSql("update import_batch set state = 'released' where state = 'releasing' and released_at is not null");
    this.addSql(
      `update import_batch set state = 'failed', failure = '{"what":"unexpected"}' where state in ('uploaded', 'checking', 'releasing')`,
    );
  }
}
