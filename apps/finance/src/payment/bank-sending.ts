import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { assertApproved, totalsOf } from './batch-totals.js';
import { bankFileCsv, bankFileFixed, bankReturnForm, referenceOf, unusableInBankFile, type BankFileRow } from './bank-file.js';
import { ACCOUNT_PLACE } from './payment-accounts.js';
import { assertReachable } from './closed-accounts.js';
import { assertPayees } from './payees.js';
import type { BankFileQuery } from './payment.dto.js';
import { PayableCauses } from './payable-causes.js';
import { PaymentBatches, type BatchRow } from './payment-batches.js';
import { assertNoneStopped } from './stopped-payments.js';
import { BatchNotFound, NotReturned, StepNotPossible } from './payment.errors.js';

const ATTEMPT_PLACE = { table: 'payment_attempt', column: 'account_cipher' } as const;

interface Due {
  paymentId: string;
  attempt: number;
  village: string;
  amount: number | string;
  accountId: string;
  bankName: string;
  cipher: Buffer;
  index: Buffer;
  masked: string;
  holder: string;
  beneficiary: string | null;
  householdNumber: string;
}

/** Payments of a batch in one state with the account that was approved, in the order of the file. */
const DUE = `select p.id as "paymentId", p.attempt + 1 as attempt, p.village_code as village, p.amount_fen as amount, a.id as "accountId", a.bank_name as "bankName",
    a.account_cipher as cipher, a.account_index as index, a.account_masked as masked, a.holder_name as holder,
    case when p.institution_id is not null then coalesce((select d.name from directory_person d where d.person_id = p.person_id and d.household_id = p.household_id), p.head_name) end as beneficiary,
    p.household_number as "householdNumber"
  from payment p join payment_account a on a.id = p.account_id
  where p.batch_id = $1::uuid and p.state = $2 order by p.village_code, p.household_number, p.id for update of p`;

const INSERT_ATTEMPTS = `insert into payment_attempt (id, payment_id, attempt, batch_id, file_number, position, village_code, bank_name, account_cipher, account_index,
    account_masked, holder_name, amount_fen, sent_at, sent_by, remark)
  select t.id, t.payment_id, t.attempt, $1::uuid, $2::int, t.position, t.village, t.bank, decode(t.cipher, 'hex'), decode(t.idx, 'hex'), t.masked, t.holder, t.amount, $3::timestamptz, $15::uuid, nullif(t.remark, '')
  from unnest($4::uuid[], $5::uuid[], $6::int[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[], $16::text[])
    as t (id, payment_id, attempt, position, village, bank, cipher, idx, masked, holder, amount, remark)`;

/** What leaves for the bank: each payment with the account that was approved, kept sealed, so that the file can be made again. */
@Injectable()
export class BankSending {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
    @Inject(PayableCauses) private readonly causes: PayableCauses,
  ) {}

  /** @throws PaymentsStopped, AccountsClosed, PayeesChanged: nothing is sent then; TotalsDiffer */
  send(principal: Principal, batchId: string, version: number): Promise<void> {
    return this.batches.step(principal, batchId, version, 'send', async (em, batch) => {
      assertApproved(await totalsOf(em, batchId), batch);
      await this.attempt(em, principal, batch, 'approved', 1);
      await run(em, 'update payment_batch set sent_by = $2::uuid, sent_by_name = $3, sent_at = $4::timestamptz where id = $1::uuid', [
        batchId,
        principal.accountId,
        principal.name,
        this.clock.now().toISOString(),
      ]);
    });
  }

  /** What came back goes out again, to the account that was approved for it. @returns number of the file. @throws NotReturned, PaymentsStopped, AccountsClosed, PayeesChanged, SamePersonInBatch */
  resend(principal: Principal, batchId: string, version: number): Promise<number> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const batch = await this.batches.lock(em, principal, batchId, version);
      if (batch.state !== 'sent') throw new StepNotPossible(batch.state);
      await this.batches.assertApart(em, principal, batchId, 'pays');
      assertApproved(await totalsOf(em, batchId), batch);
      const [last] = await run<{ file: number }>(
        em,
        'select max(file_number)::int as file from payment_attempt where batch_id = $1::uuid',
        [batchId],
      );
      const fileNumber = (last?.file ?? 0) + 1;
      await this.attempt(em, principal, batch, 'returned', fileNumber);
      await run(em, 'update payment_batch set version = version + 1 where id = $1::uuid', [batchId]);
      await this.batches.log(em, principal, 'resend', batchId, { file: fileNumber });
      return fileNumber;
    });
  }

  /** The same bytes whenever it is asked for: of the whole batch, or row security would make a shorter file with a total of its own. Reading it is reading account numbers: it is audited. @throws WholeCountyOnly, BatchNotFound */
  async file(
    principal: Principal,
    batchId: string,
    fileNumber: number,
    format: BankFileQuery['format'],
  ): Promise<{ name: string; bytes: Buffer }> {
    assertWholeCounty(principal);
    return this.database.connection(sessionOf(principal), async (client) => {
      type Row = {
        number: number;
        title: string;
        id: string;
        position: number;
        holder: string;
        bank: string;
        cipher: Buffer;
        amount: number;
        remark: string | null;
      };
      const rows = await run<Row>(
        client,
        `select b.number, b.title, a.id, a.position, a.holder_name as holder, a.bank_name as bank, a.account_cipher as cipher, a.amount_fen as amount, a.remark
         from payment_attempt a join payment_batch b on b.id = a.batch_id where a.batch_id = $1::uuid and a.file_number = $2 order by a.position`,
        [batchId, fileNumber],
      );
      const [first] = rows;
      if (!first) throw new BatchNotFound();
      const file = {
        batchNumber: first.number,
        fileNumber,
        purpose: first.title,
        rows: rows.map((row): BankFileRow => ({
          reference: referenceOf(row.number, fileNumber, row.position),
          holderName: row.holder,
          accountNumber: this.vault.fields.decrypt(row.cipher, { ...ATTEMPT_PLACE, rowId: row.id }),
          bankName: row.bank,
          amountFen: row.amount,
          ...(row.remark ? { remark: row.remark } : {}),
        })),
      };
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'payment-batch.bank-file',
        objectType: 'payment-batch',
        objectId: batchId,
        result: 'success',
        detail: { file: fileNumber, format, rows: rows.length },
      });
      const name = referenceOf(first.number, fileNumber, 0).slice(0, 9);
      if (format === 'return') return { name: `${name}-return.csv`, bytes: bankReturnForm(file) };
      return format === 'csv' ? { name: `${name}.csv`, bytes: bankFileCsv(file) } : { name: `${name}.txt`, bytes: bankFileFixed(file) };
    });
  }

  private async attempt(
    em: EntityManager,
    by: Principal,
    { id: batchId }: BatchRow,
    from: 'approved' | 'returned',
    fileNumber: number,
  ): Promise<void> {
    await assertNoneStopped(em, this.causes, batchId, from);
    await assertReachable(em, batchId, [from]);
    await assertPayees(em, batchId, from);
    const due = await run<Due>(em, DUE, [batchId, from]);
    if (due.length === 0) throw new NotReturned();
    const at = this.clock.now().toISOString();
    const ids = due.map(() => newId(this.clock) as string);
    const sealed = due.map(({ cipher, index, accountId }, i) => {
      const account = this.vault.fields.decrypt(cipher, { ...ACCOUNT_PLACE, rowId: accountId });
      // the index is what was approved: a number sealed behind it is another payee
      if (!this.vault.index.of('bankAccount', account).equals(index)) throw new Error(`account ${accountId} is not what its index says`);
      return this.vault.fields.encrypt(account, { ...ATTEMPT_PLACE, rowId: ids[i] as string }).toString('hex');
    });
    await run(em, INSERT_ATTEMPTS, [
      batchId,
      fileNumber,
      at,
      ids,
      due.map(({ paymentId }) => paymentId),
      due.map(({ attempt }) => attempt),
      due.map((_, i) => i + 1),
      due.map(({ village }) => village),
      due.map(({ bankName }) => bankName),
      sealed,
      due.map(({ index }) => index.toString('hex')),
      due.map(({ masked }) => masked),
      due.map(({ holder }) => holder),
      due.map(({ amount }) => Number(amount)),
      by.accountId,
      due.map(remarkOf),
    ]);
    await run(
      em,
      `update payment set state = 'sent', attempt = attempt + 1, changed_at = $3::timestamptz where batch_id = $1::uuid and state = $2`,
      [batchId, from, at],
    );
  }
}

/** The institution reads whose money it is; a name that a bank's file cannot carry stays out of it. */
function remarkOf({ beneficiary, householdNumber }: Due): string {
  if (beneficiary === null) return '';
  const full = `${householdNumber} ${beneficiary}`;
  return unusableInBankFile(full) ? householdNumber : full;
}
