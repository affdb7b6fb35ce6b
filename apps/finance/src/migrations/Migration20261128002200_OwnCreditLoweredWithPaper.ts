import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/** What a household owes other banks is never forgotten by a form left empty: it only becomes less with a paper that says so. */
export class Migration20261128002200_OwnCreditLoweredWithPaper extends Migration {
  override up(): void {
    this.addSql('alter table loan add column own_credit_document text');
    this.addSql(
      'alter table household_credit add column own_document text, add column own_loan_id uuid references loan (id), add column own_since timestamptz',
    );
    this.addSql(`create function own_credit_lowered_with_paper() returns trigger language plpgsql as $$
    begin
      if new.own_fen < old.own_fen and not exists (select from loan l where l.id = new.own_loan_id and new.own_loan_id is distinct from old.own_loan_id
          and l.household_id = new.household_id and l.own_credit_document is not null and l.own_credit_document = new.own_document and l.own_credit_fen = new.own_fen) then
        raise exception 'what a household owes other banks becomes less with a paper only' using errcode = 'JZ032';
      end if;
      return new;
    end $$`);
    this.addSql(
      'create trigger household_credit_lowered before update of own_fen on household_credit for each row execute function own_credit_lowered_with_paper()',
    );
    this.addSql(grant('finance', 'household_credit', 'update (own_document, own_loan_id, own_since)'));
  }
}
