import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { PaymentReturnedV1 } from '@jingzhun/events/finance/payment-returned.v1';
import { SubsidyPaidV1 } from '@jingzhun/events/finance/subsidy-paid.v1';
import { Outbox } from '@jingzhun/messaging';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { TREASURY } from '../budget/budget.service.js';
import { Commitments } from '../budget/commitments.js';
import { grouped } from '../grouped.js';
import { Ledger } from '../ledger/ledger.js';
import { pair } from '../ledger/posting.js';
import { lastEntriesOf, type AttemptEntry } from './attempt-entries.js';
import { matchReturns, type Sent } from './match-returns.js';
import { PaymentCertificates } from './certificate/payment-certificates.js';
import { accountsOfObligations } from './payable-accounts.js';
import { PayableCauses, type Benefit } from './payable-causes.js';
import { PaymentBatches, type BatchRow } from './payment-batches.js';
import { ReturnFileRefused, StepNotPossible } from './payment.errors.js';
import { settleBatch } from './settled-batches.js';
import { countOutcomes, readReturnFile, whyNotCsv, type ReturnRow } from './return-file.js';

export interface TakenFile {
  returnFileId: string;
  isNew: boolean;
  rows: number;
  paid: number;
  returned: number;
}

interface Answered {
  readonly row: ReturnRow;
  readonly sent: Sent;
}

/** The bank's answers: matched line by line, taken whole or not at all, booked, told. */
@Injectable()
export class BankReturns {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
    @Inject(PayableCauses) private readonly causes: PayableCauses,
    @Inject(PaymentCertificates) private readonly certificates: PaymentCertificates,
  ) {}

  /** The same file again changes nothing. @throws ReturnFileRefused with every wrong line, FileRefused */
  async take(principal: Principal, batchId: string, bytes: Buffer): Promise<TakenFile> {
    const notCsv = await whyNotCsv(bytes);
    if (notCsv) throw new ReturnFileRefused([notCsv]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return this.database.transaction(sessionOf(principal), async (em) => {
      const batch = await this.batches.lock(em, principal, batchId);
      const [earlier] = await run<Omit<TakenFile, 'isNew'>>(
        em,
        'select id as "returnFileId", rows, paid, returned from return_file where sha256 = $1 and batch_id = $2::uuid',
        [sha256, batchId],
      );
      if (earlier) return { ...earlier, isNew: false };
      if (batch.state !== 'sent' && batch.state !== 'settled') throw new StepNotPossible(batch.state);
      const { rows, problems } = readReturnFile(bytes);
      if (problems.length > 0) throw new ReturnFileRefused(problems);
      const matched = await matchReturns(em, batch, rows, this.clock.today());
      const taken = { returnFileId: newId(this.clock) as string, rows: rows.length, ...countOutcomes(rows) };
      await this.record(em, principal, batch, taken, sha256, matched);
      await this.pay(
        em,
        batch,
        matched.filter(({ row }) => row.outcome === 'paid'),
        principal,
      );
      await this.bringBack(
        em,
        batch,
        matched.filter(({ row }) => row.outcome === 'returned'),
        principal,
      );
      await settleBatch(em, batchId, this.clock.now());
      await this.batches.log(em, principal, 'returnFile', batchId, { rows: taken.rows, paid: taken.paid, returned: taken.returned });
      return { ...taken, isNew: true };
    });
  }

  private async record(
    em: EntityManager,
    principal: Principal,
    batch: BatchRow,
    taken: Omit<TakenFile, 'isNew'>,
    sha256: string,
    matched: readonly Answered[],
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    await run(
      em,
      `insert into return_file (id, batch_id, file_number, sha256, rows, paid, returned, taken_at, taken_by, taken_by_name)
       values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8::timestamptz, $9::uuid, $10)`,
      [
        taken.returnFileId,
        batch.id,
        matched[0]?.sent.fileNumber ?? 0,
        sha256,
        taken.rows,
        taken.paid,
        taken.returned,
        at,
        principal.accountId,
        principal.name,
      ],
    );
    await run(
      em,
      `insert into payment_result (attempt_id, position, return_file_id, village_code, outcome, reason, on_date, recorded_at)
       select r.attempt_id, coalesce((select max(position) + 1 from payment_result e where e.attempt_id = r.attempt_id), 1), $1::uuid, r.village, r.outcome,
         nullif(r.reason, ''), r.on_date, $2::timestamptz
       from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::date[]) as r (attempt_id, village, outcome, reason, on_date)`,
      [
        taken.returnFileId,
        at,
        matched.map(({ sent }) => sent.attemptId),
        matched.map(({ sent }) => sent.village),
        matched.map(({ row }) => row.outcome),
        matched.map(({ row }) => row.reason ?? ''),
        matched.map(({ row }) => row.on),
      ],
    );
  }

  private async pay(em: EntityManager, batch: BatchRow, paid: readonly Answered[], principal: Principal): Promise<void> {
    if (paid.length === 0) return;
    await run(
      em,
      `update payment p set state = 'paid', paid_on = r.on_date, changed_at = $3::timestamptz
       from unnest($1::uuid[], $2::date[]) as r (id, on_date) where p.id = r.id`,
      [paid.map(({ sent }) => sent.paymentId), paid.map(({ row }) => row.on), this.clock.now().toISOString()],
    );
    const before = await lastEntriesOf(
      em,
      paid.map(({ sent }) => sent.attemptId),
    );
    // credited, sent back and credited after all: what had reversed the payment is reversed
    const again = paid.filter(({ sent }) => before.has(sent.attemptId));
    await this.ledger.reverseMany(
      em,
      again.map(({ row, sent }) => ({
        ...{ entryId: (before.get(sent.attemptId) as AttemptEntry).entryId, on: row.on, text: '银行更正：款项已入账' },
      })),
      principal,
    );
    const first = paid.filter(({ sent }) => !before.has(sent.attemptId));
    const owedOn = await accountsOfObligations(
      em,
      first.map(({ sent }) => sent.paymentId),
    );
    await this.ledger.postMany(
      em,
      first.map(({ row, sent }) => ({
        on: row.on,
        kind: 'payment',
        cause: { type: 'payment-attempt', id: sent.attemptId },
        text: batch.title,
        lines: pair(owedOn.get(sent.paymentId) as string, TREASURY, sent.amount, {
          placeCode: sent.village,
          householdId: sent.householdId,
        }),
      })),
      principal,
    );
    await this.certificates.issue(
      em,
      paid.map(({ row, sent }) => ({ attemptId: sent.attemptId, on: row.on })),
    );
    await this.commitments.move(
      em,
      paid.map(({ sent }) => ({ type: sent.causeType, id: sent.causeId })),
      'committed',
      'spent',
    );
    for (const group of grouped(paid, ({ row, sent }) => `${sent.causeType} ${row.on}`).values()) {
      const [{ row, sent }] = group as [Answered];
      await this.causes.get(sent.causeType).paid(
        em,
        group.map((one) => one.sent.causeId),
        row.on,
      );
    }
    for (const { row, sent } of paid) this.tellPaid(em, batch, row, sent);
  }

  private async bringBack(em: EntityManager, batch: BatchRow, back: readonly Answered[], principal: Principal): Promise<void> {
    if (back.length === 0) return;
    await run(em, `update payment set state = 'returned', paid_on = null, changed_at = $2::timestamptz where id = any($1::uuid[])`, [
      back.map(({ sent }) => sent.paymentId),
      this.clock.now().toISOString(),
    ]);
    await this.unbook(
      em,
      back.filter(({ sent }) => sent.state === 'paid'),
      principal,
    );
    for (const group of grouped(back, ({ row, sent }) => `${sent.causeType} ${row.reason ?? 'other'}`).values()) {
      const [{ row, sent }] = group as [Answered];
      await this.causes.get(sent.causeType).returned(
        em,
        group.map((one) => one.sent.causeId),
        row.reason ?? 'other',
      );
    }
    for (const { row, sent } of back) this.tellReturned(em, batch, row, sent);
  }

  /** What had been credited before it came back. */
  private async unbook(em: EntityManager, paid: readonly Answered[], principal: Principal): Promise<void> {
    if (paid.length === 0) return;
    const last = await lastEntriesOf(
      em,
      paid.map(({ sent }) => sent.attemptId),
    );
    await this.ledger.reverseMany(
      em,
      paid.map(({ row, sent }) => ({
        entryId: (last.get(sent.attemptId) as AttemptEntry).entryId,
        on: row.on,
        text: '银行退回，冲销付款',
      })),
      principal,
    );
    await this.commitments.move(
      em,
      paid.map(({ sent }) => ({ type: sent.causeType, id: sent.causeId })),
      'spent',
      'committed',
    );
  }

  private tellReturned(em: EntityManager, batch: BatchRow, row: ReturnRow, sent: Sent): void {
    this.outbox.add(em, PaymentReturnedV1, {
      division: sent.village,
      orderingKey: sent.householdId,
      data: {
        paymentId: sent.paymentId,
        attempt: sent.attempt,
        batchId: batch.id,
        householdId: sent.householdId,
        amountFen: sent.amount,
        reason: row.reason ?? 'other',
        returnedOn: row.on,
      },
    });
  }

  private tellPaid(em: EntityManager, batch: BatchRow, row: ReturnRow, sent: Sent): void {
    this.outbox.add(em, SubsidyPaidV1, {
      division: sent.village,
      orderingKey: sent.householdId,
      data: {
        paymentId: sent.paymentId,
        attempt: sent.attempt,
        batchId: batch.id,
        householdId: sent.householdId,
        personId: sent.personId,
        benefit: batch.benefit as Benefit,
        causeType: sent.causeType,
        causeId: sent.causeId,
        fundCode: batch.fundCode,
        amountFen: sent.amount,
        paidOn: row.on,
        paidTo: sent.isInstitution ? 'institution' : 'household',
      },
    });
  }
}
