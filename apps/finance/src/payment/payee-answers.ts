import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { asksChangedOnly, payeeFindings, takesAnswers, type PayeeFinding } from './payee-findings.js';
import type { AnswerPayeesRequest } from './payment.dto.js';
import { PaymentBatches } from './payment-batches.js';
import { PayeeBySamePerson, PayeeFindingsChanged } from './payee.errors.js';
import { StepNotPossible } from './payment.errors.js';

const INSERT = `insert into payee_answer (id, account_id, village_code, shared_with, is_stranger, reason, batch_id, answered_at, answered_by, answered_by_name)
  select r.id, r.account, r.village, coalesce(string_to_array(nullif(r.shared, ''), ' '), '{}')::uuid[], r.stranger, $1, $2::uuid, $3::timestamptz, $4::uuid, $5
  from unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::boolean[]) as r (id, account, village, shared, stranger)`;

/** Brothers share a card, a guardian keeps that of a five-guarantee person: who approves says that it is right, once for an account. */
@Injectable()
export class PayeeAnswers {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
  ) {}

  /** All or none. @throws StepNotPossible, SamePersonInBatch, PayeeFindingsChanged, PayeeBySamePerson */
  answer(principal: Principal, batchId: string, version: number, { findings, reason }: AnswerPayeesRequest): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const batch = await this.batches.lock(em, principal, batchId, version);
      if (!takesAnswers(batch.state)) throw new StepNotPossible(batch.state);
      await this.batches.assertApart(em, principal, batchId, 'approves');
      const there = new Map((await payeeFindings(em, batchId, asksChangedOnly(batch.state))).map((found) => [found.accountId, found]));
      const seen = findings.map(({ accountId, digest }): PayeeFinding => {
        const found = there.get(accountId);
        if (!found || found.digest !== digest) throw new PayeeFindingsChanged();
        return found;
      });
      const own = seen.filter(({ recordedBy }) => recordedBy === principal.accountId);
      if (own.length > 0) throw new PayeeBySamePerson(own.length);
      await run(em, INSERT, [
        ...[reason, batchId, this.clock.now().toISOString(), principal.accountId, principal.name],
        seen.map(() => newId(this.clock)),
        seen.map(({ accountId }) => accountId),
        seen.map(({ villageCode }) => villageCode),
        seen.map(({ sharedWith }) => sharedWith.join(' ')),
        seen.map(({ isStranger }) => isStranger),
      ]);
      await this.batches.log(em, principal, 'answerPayees', batchId, { accounts: seen.length });
    });
  }
}
