import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run } from '@jingzhun/persistence';
import { fundAccount, TREASURY } from '../budget/budget.service.js';
import { pair, type Cause, type Posting } from '../ledger/posting.js';
import { accountsOfObligations } from './payable-accounts.js';

export interface PaidPart {
  readonly paymentId: string;
  readonly amountFen: number;
  readonly on: PlainDate;
  readonly text: string;
  /** What takes it back: an order, or the payment itself for the rest of it. */
  readonly cause: Cause;
}

/** The opposite of a part of both entries of a payment: treasury against payable, payable against fund. */
export async function partPostings(em: EntityManager, part: PaidPart): Promise<Posting[]> {
  const [of] = await run<{ village: string; householdId: string; fundCode: string }>(
    em,
    `select p.village_code as village, p.household_id as "householdId", b.fund_code as "fundCode" from payment p join payment_batch b on b.id = p.batch_id where p.id = $1::uuid`,
    [part.paymentId],
  );
  const payable = (await accountsOfObligations(em, [part.paymentId])).get(part.paymentId);
  if (!of || !payable) throw new RangeError('a payment that is not in the book cannot be taken back');
  const at = { placeCode: of.village, householdId: of.householdId };
  const { on, text, cause, amountFen } = part;
  return [
    { on, text, cause, kind: 'part-of-payment', lines: pair(TREASURY, payable, amountFen, at) },
    { on, text, cause, kind: 'part-of-obligation', lines: pair(payable, fundAccount(of.fundCode), amountFen, at) },
  ];
}
