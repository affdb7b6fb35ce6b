import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { maskName } from '@jingzhun/domain/mask';
import type { PublicCertificate } from '@jingzhun/domain/payment-certificate';
import { Clock, Database, run, sessionOf, systemSession, type Handle } from '@jingzhun/persistence';
import { Printer } from '@jingzhun/print';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DivisionNames } from '@jingzhun/household-directory';
import { CertificateNotFound, NoCertificate } from './certificate.errors.js';
import { CertificatePaper, certificatePaper, type Certified } from './certificate-paper.js';

/** F20160314-000012: readable on the phone; the square holds the code, not this. */
const NUMBER = `'F' || to_char(c.paid_on, 'YYYYMMDD') || '-' || lpad(c.number::text, 6, '0')`;
/** It holds while all the money it speaks of lies with whom it was paid to. */
export const CERTIFICATE_HOLDS = `p.state = 'paid' and p.attempt = t.attempt and p.recovered_fen = 0`;

/** A bank that took a return back may say another day. */
const PAID_ON = `(case when ${CERTIFICATE_HOLDS} then p.paid_on else c.paid_on end)::text`;

const ISSUE = `insert into payment_certificate (attempt_id, payment_id, village_code, amount_fen, paid_on, issued_at)
  select t.id, t.payment_id, t.village_code, t.amount_fen, r.on_date, $3::timestamptz
  from unnest($1::uuid[], $2::date[]) with ordinality as r (attempt_id, on_date, position) join payment_attempt t on t.id = r.attempt_id
  order by r.position on conflict (attempt_id) do nothing`;

const CERTIFIED = `select ${NUMBER} as number, c.code, p.head_name as "headName", p.household_number as "householdNumber", b.title, f.name_zh as "fundZh", f.name_en as "fundEn",
    c.amount_fen as "amountFen", ${PAID_ON} as "paidOn", t.account_masked as "accountMasked", t.bank_name as "bankName", p.village_code as village, ${CERTIFICATE_HOLDS} as holds,
    case when i.id is not null then json_build_object('name', t.holder_name, 'creditCode', i.credit_code,
      'beneficiary', (select d.name from directory_person d where d.person_id = p.person_id and d.household_id = p.household_id)) end as institution
  from payment_certificate c join payment p on p.id = c.payment_id join payment_attempt t on t.id = c.attempt_id
  join payment_batch b on b.id = p.batch_id join fund f on f.code = b.fund_code left join payee_institution i on i.id = p.institution_id where p.id = $1::uuid order by t.attempt desc limit 1`;

/** Proof of each payment that arrived: a number, a paper for the household, and a page on which anybody sees whether it still holds. */
@Injectable()
export class PaymentCertificates {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(DivisionNames) private readonly names: DivisionNames,
  ) {}

  /** In the transaction that takes the bank's answer; once for an attempt, however often it is told. */
  async issue(em: EntityManager, paid: readonly { attemptId: string; on: string }[]): Promise<void> {
    await run(em, ISSUE, [paid.map(({ attemptId }) => attemptId), paid.map(({ on }) => on), this.clock.now().toISOString()]);
  }

  /** @throws NoCertificate */
  async print(principal: Principal, paymentId: string, { lang, origin }: { lang: 'zh' | 'en'; origin: string }): Promise<Buffer> {
    const certified = await this.database.connection(sessionOf(principal), async (client) => {
      type Row = Omit<Certified, 'placeNames' | 'address'> & { code: string; village: DivisionCode; holds: boolean };
      const [row] = await run<Row>(client, CERTIFIED, [paymentId]);
      // a paper that does not hold is not printed again: the reader could not tell
      if (!row?.holds) throw new NoCertificate();
      const names = await this.names.of(client, [row.village], this.clock.today());
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'payment.certificate', objectType: 'payment', objectId: paymentId, result: 'success' },
        detail: { number: row.number },
      });
      const { code, village, holds: _, ...rest } = row;
      return { ...rest, placeNames: names.get(village) ?? [], address: `${origin}/public/finance/certificates/${code}` };
    });
    return this.printer.pdf(CertificatePaper, await certificatePaper(certified, lang), this.clock.now());
  }

  /** @throws CertificateNotFound */
  verify(code: string): Promise<PublicCertificate> {
    return this.database.connection(systemSession('public'), async (client) => {
      const [row] = await run<Omit<PublicCertificate, 'paidTo'> & { headName: string; institution: string | null }>(
        client,
        `select ${NUMBER} as number, c.amount_fen as "amountFen", ${PAID_ON} as "paidOn", ${CERTIFICATE_HOLDS} as "isValid",
           p.head_name as "headName", case when p.institution_id is not null then t.holder_name end as institution
         from payment_certificate c join payment p on p.id = c.payment_id join payment_attempt t on t.id = c.attempt_id where c.code = $1`,
        [code],
      );
      if (!row) throw new CertificateNotFound();
      const { headName, institution, ...shown } = row;
      return { ...shown, paidTo: institution ?? maskName(headName) };
    });
  }
}

/** The certificate of what has been paid for a cause, while it holds. */
export async function certificateOf(
  client: Handle,
  causeType: string,
  causeId: string,
): Promise<{ paymentId: string; number: string } | null> {
  const [found] = await run<{ paymentId: string; number: string }>(
    client,
    `select p.id as "paymentId", ${NUMBER} as number from payment p join payment_attempt t on t.payment_id = p.id join payment_certificate c on c.attempt_id = t.id
     where p.cause_type = $1 and p.cause_id = $2::uuid and ${CERTIFICATE_HOLDS}`,
    [causeType, causeId],
  );
  return found ?? null;
}
