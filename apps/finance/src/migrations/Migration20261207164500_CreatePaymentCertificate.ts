import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/** A number and a code for each payment that arrived. Whether it still holds is read from the payment, never written here. */
export class Migration20261207164500_CreatePaymentCertificate extends Migration {
  override up(): void {
    for (const statement of [
      `create table payment_certificate (
        attempt_id uuid primary key references payment_attempt (id),
        number bigint not null generated always as identity unique,
        -- what the paper's square holds: 122 random bits, so that nobody finds another one by trying
        code text not null default replace(gen_random_uuid()::text, '-', '') unique,
        payment_id uuid not null references payment (id),
        village_code text collate "C" not null,
        amount_fen bigint not null check (amount_fen > 0),
        paid_on date not null,
        issued_at timestamptz not null
      )`,
      'create index payment_certificate_payment on payment_certificate (payment_id)',
      // what has arrived before certificates were there
      `insert into payment_certificate (attempt_id, payment_id, village_code, amount_fen, paid_on, issued_at)
        select t.id, p.id, p.village_code, p.amount_fen, p.paid_on, p.changed_at
        from payment p join payment_attempt t on t.payment_id = p.id and t.attempt = p.attempt where p.state = 'paid' order by p.paid_on, p.id`,
      ...areaPolicy('payment_certificate'),
      ...appendOnly('finance', 'payment_certificate'),
    ])
      this.addSql(statement);
  }
}
