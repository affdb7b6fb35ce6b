import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

const NO_BANK = `coalesce(current_setting('app.bank', true), '') = ''`;
/** The row of the loan's paper is guarded by area and bank itself; its bank stands here again, whoever asks. */
const OWN_PAPER = `exists (select from loan_document d where d.attachment_id = attachment.id and d.bank_code = current_setting('app.bank', true))`;

/** A clerk of a bank opens the papers of the loans of his bank, and sees nothing else of what people have uploaded or signed. */
export class Migration20261128100000_PapersOfTheOwnBank extends Migration {
  override up(): void {
    this.addSql('create index loan_document_attachment on loan_document (attachment_id)');
    this.addSql(restricted('attachment', `${NO_BANK} or ${OWN_PAPER}`));
    for (const table of ['upload', 'signature', 'signature_content', 'signature_attachment', 'signature_void'])
      this.addSql(restricted(table, NO_BANK));
  }
}

const restricted = (table: string, using: string): string =>
  `create policy ${table}_bank on "${table}" as restrictive to "${runtimeGroup('finance')}" using (${using})`;
