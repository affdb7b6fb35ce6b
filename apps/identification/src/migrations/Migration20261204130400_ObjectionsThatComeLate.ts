import { Migration } from '@mikro-orm/migrations';

/** An objection that came in time and was entered late finds its case further on: the ways of an upheld one begin at every open state. */
export class Migration20261204130400_ObjectionsThatComeLate extends Migration {
  override up(): void {
    const states = [
      ...['applied', 'groupAppraised', 'groupNoticePosted', 'groupNoticeClosed', 'assemblyPassed', 'villageNoticePosted'],
      ...['villageNoticeClosed', 'townshipChecked', 'countyExamined', 'announced'],
    ];
    const targets = ['applied', 'groupAppraised', 'groupNoticeClosed', 'assemblyPassed', 'villageNoticeClosed', 'townshipChecked'];
    const ways = states.flatMap((from, i) =>
      [...targets.filter((to) => states.indexOf(to) < i), 'rejected'].map((to) => `('upholdObjection', '${from}', '${to}')`),
    );
    this.addSql(`insert into application_way values ${ways.join(', ')} on conflict do nothing`);
    this.addSql('alter table application drop constraint application_source_known');
    this.addSql(
      `alter table application add constraint application_source_known check (source in ('village', 'import', 'survey', 'objection'))`,
    );
  }
}
