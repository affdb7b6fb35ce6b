import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import { FundCode } from '../budget/budget.dto.js';
import { BATCH_STATES, RETURN_REASONS, TAKEN_OUT_BECAUSE } from './payment-lifecycle.js';

const fen = z.int().describe('fen');
const reason = z.string().trim().min(2).max(500);
export const Benefit = z.enum(['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', 'other']);

export const SetPaymentAccountRequest = z.strictObject({
  householdId: HouseholdId,
  bankName: z.string().trim().min(2).max(60),
  accountNumber: z.string().trim().min(12).max(40).describe('12 to 19 digits'),
  holderName: z.string().trim().min(2).max(30).describe('as the bank has it'),
  sourceDocument: z.string().trim().min(1).max(200),
  reason,
});
export type SetPaymentAccountRequest = z.infer<typeof SetPaymentAccountRequest>;

export const PaymentAccount = z
  .object({
    id: z.uuid(),
    householdId: z.uuid(),
    bankName: z.string(),
    accountMasked: z.string(),
    holderName: z.string(),
    sourceDocument: z.string(),
    recordedAt: z.string(),
    recordedByName: z.string(),
    closedAt: z.string().nullable(),
    sharedWith: z.int().describe('others paid to the same number'),
  })
  .meta({ id: 'PaymentAccount' });
export type PaymentAccount = z.infer<typeof PaymentAccount>;
export const PaymentAccountList = z.object({ items: z.array(PaymentAccount) }).meta({ id: 'PaymentAccountList' });
export type PaymentAccountList = z.infer<typeof PaymentAccountList>;
export const TakenAccounts = z
  .object({
    rows: z.int().describe('of the list'),
    recorded: z.int().describe('households that had no account'),
    changed: z.int().describe('households whose account before was closed'),
    unchanged: z.int(),
  })
  .meta({ id: 'TakenAccounts' });
export type TakenAccounts = z.infer<typeof TakenAccounts>;
export const PaymentAccountsQuery = z.strictObject({ householdId: HouseholdId });
export type PaymentAccountsQuery = z.infer<typeof PaymentAccountsQuery>;

export const CreateBatchRequest = z.strictObject({ title: z.string().trim().min(2).max(100), benefit: Benefit, fundCode: FundCode });
export type CreateBatchRequest = z.infer<typeof CreateBatchRequest>;

export const AddPaymentsRequest = z.strictObject({
  causeType: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  causeIds: z.array(Uuid).min(1).max(20_000).optional().describe('absent: everything that waits in the fund of the batch'),
});
export type AddPaymentsRequest = z.infer<typeof AddPaymentsRequest>;

export const BatchTotals = z.object({
  count: z.int(),
  sumFen: fen,
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 over cause, beneficiary, amount and account of every payment'),
});
export type BatchTotals = z.infer<typeof BatchTotals>;

export const DeclareBatchRequest = z.strictObject(BatchTotals.shape);
export type DeclareBatchRequest = z.infer<typeof DeclareBatchRequest>;

/** What the approver has on screen; another change in between is refused. */
export const ChangedPayees = z.object({
  count: z.int().describe('payments whose household has another account than the one declared or approved'),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 over these payments and their new accounts'),
});
export const ConfirmPayeesRequest = z.strictObject(ChangedPayees.shape);
export type ConfirmPayeesRequest = z.infer<typeof ConfirmPayeesRequest>;

export const AnswerPayeesRequest = z.strictObject({
  findings: z
    .array(z.strictObject({ accountId: Uuid, digest: z.string().regex(/^[0-9a-f]{64}$/) }))
    .min(1)
    .max(500)
    .describe('accounts as they are on screen; another finding since is refused'),
  reason,
});
export type AnswerPayeesRequest = z.infer<typeof AnswerPayeesRequest>;

/** Where the money of a payment goes: as it was sent, or to the account that is open. */
export const PayeeShown = z.object({
  accountId: z.uuid().nullable().describe('null: as it was sent'),
  bankName: z.string(),
  holderName: z.string().describe('masked for who only reads'),
  sharedWith: z.int().describe('others paid to the same number'),
  sharedHouseholds: z.array(z.object({ householdNumber: z.string(), headName: z.string() })).describe('some of them, of the own area'),
  isStranger: z.boolean().describe('the holder is no member of the household'),
  digest: z.string().nullable().describe('of what was found about the account; null: nothing that has to be answered'),
  answer: z
    .object({ reason: z.string(), byName: z.string(), at: z.string() })
    .nullable()
    .describe('why it is paid to this account all the same; kept with the account'),
});
export type PayeeShown = z.infer<typeof PayeeShown>;

export const TakePartBackRequest = z.strictObject({
  amountFen: Fen.refine((value) => value > 0).describe('what came back, in fen'),
  on: PlainDate.describe('day on which it reached the treasury'),
  sourceDocument: z.string().trim().min(2).max(200).describe('receipt'),
  reason,
});
export type TakePartBackRequest = z.infer<typeof TakePartBackRequest>;

export const ReasonRequest = z.strictObject({ reason });
export type ReasonRequest = z.infer<typeof ReasonRequest>;

export const PaymentBatch = z
  .object({
    id: z.uuid(),
    number: z.int(),
    title: z.string(),
    benefit: Benefit,
    fundCode: z.string(),
    state: z.enum(BATCH_STATES),
    totals: BatchTotals.describe('as the database counts them now, of the own area'),
    declared: BatchTotals.nullable(),
    byState: z.record(z.string(), z.object({ count: z.int(), sumFen: fen })),
    enteredByName: z.string(),
    declaredByName: z.string().nullable(),
    approvedByName: z.string().nullable(),
    sentByName: z.string().nullable(),
    payeesApprovedByName: z.string().nullable().describe('who confirmed accounts that changed after the approval'),
    changedPayees: ChangedPayees,
    payeeFindings: z
      .object({ count: z.int(), unanswered: z.int() })
      .describe('accounts of several payees, or of a holder who is no member of the household; answered before the approval'),
    withoutAccount: z.int().describe('payments whose payee has no payment account yet'),
    institutions: z
      .array(z.object({ id: z.uuid(), creditCode: z.string(), name: z.string().nullable(), count: z.int(), sumFen: fen }))
      .describe('paid for households, with what each gets of the batch; each payment stays a line of its own'),
    takenOut: z
      .array(
        z.object({
          householdNumber: z.string(),
          amountFen: fen,
          because: z.enum(TAKEN_OUT_BECAUSE),
          reason: z.string().nullable().describe('what who took it out by hand wrote'),
          batchWas: z.enum(['draft', 'declared', 'approved']).describe('what fell with it'),
          takenAt: z.string(),
          takenByName: z.string(),
        }),
      )
      .describe('came out of the batch before it left, of the own area, newest first: it is declared and approved without them'),
    files: z.int().describe('files made for the bank so far'),
    version: z.int(),
  })
  .meta({ id: 'PaymentBatch' });
export type PaymentBatch = z.infer<typeof PaymentBatch>;
export const PaymentBatchList = z.object({ items: z.array(PaymentBatch) }).meta({ id: 'PaymentBatchList' });
export type PaymentBatchList = z.infer<typeof PaymentBatchList>;

export const Payment = z
  .object({
    id: z.uuid(),
    batchId: z.uuid(),
    householdId: z.uuid(),
    personId: PersonId.nullable(),
    villageCode: z.string(),
    householdNumber: z.string(),
    headName: z.string(),
    amountFen: fen,
    recoveredFen: fen.describe('of this came back in parts'),
    partsTakenBack: z.enum(['all', 'notAll', 'none']).describe('how much of it may come back in parts'),
    causeType: z.string(),
    causeId: z.uuid(),
    state: z.string(),
    attempt: z.int(),
    paidOn: z.string().nullable(),
    accountMasked: z.string().nullable(),
    paidTo: z.string().nullable().describe('institution that is paid for the household; null: the household itself'),
    payeeChange: z
      .object({
        accountMasked: z.string(),
        bankName: z.string(),
        holderName: z.string(),
        recordedByName: z.string(),
        sharedWith: z.int().describe('others paid to the same number'),
      })
      .nullable()
      .describe('the account the household has now, where it is not the one declared or approved'),
    payee: PayeeShown.nullable().describe('null: no account yet'),
    returnReason: z.enum(RETURN_REASONS).nullable(),
    giveUpProposedByName: z.string().nullable().describe('who proposed to give it up; another person approves the order'),
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof Payment>;
export const PaymentList = z.object({ items: z.array(Payment), nextCursor: z.string().nullable() }).meta({ id: 'PaymentList' });
export type PaymentList = z.infer<typeof PaymentList>;
export const BatchPlaces = z
  .object({
    items: z.array(
      z.object({
        villageCode: z.string(),
        households: z.int(),
        payments: z.int(),
        sumFen: z.int().describe('fen'),
        mostFen: z.int().describe('what one household gets at most'),
      }),
    ),
  })
  .meta({ id: 'BatchPlaces' });
export type BatchPlaces = z.infer<typeof BatchPlaces>;
export const ForTheNextBatch = z
  .object({
    count: z.int(),
    sumFen: fen,
    items: z.array(
      z.object({
        causeId: z.uuid(),
        householdId: z.uuid(),
        householdNumber: z.string(),
        headName: z.string(),
        villageCode: z.string(),
        amountFen: fen,
        hereFen: fen.describe('what this batch holds for the household already'),
      }),
    ),
  })
  .meta({ id: 'ForTheNextBatch' });
export type ForTheNextBatch = z.infer<typeof ForTheNextBatch>;

export const PaymentsQuery = z.strictObject({
  state: z.enum(['prepared', 'approved', 'sent', 'paid', 'returned', 'givenUp', 'recovered']).optional(),
  payee: z
    .enum(['changed', 'finding'])
    .optional()
    .describe('changed: only those whose account is not the one declared or approved; finding: shared, or of a stranger'),
  area: DivisionPrefix.optional().describe('of this township or village'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type PaymentsQuery = z.infer<typeof PaymentsQuery>;

export const BankFileQuery = z.strictObject({
  format: z.enum(['csv', 'fixed', 'return']).default('csv').describe('return: the form in which the bank answers'),
});
export type BankFileQuery = z.infer<typeof BankFileQuery>;

export const TakenReturn = z
  .object({
    returnFileId: z.uuid(),
    isNew: z.boolean().describe('false: this very file was taken before, nothing was changed'),
    rows: z.int(),
    paid: z.int(),
    returned: z.int(),
    batch: PaymentBatch,
  })
  .meta({ id: 'TakenReturn' });
export type TakenReturn = z.infer<typeof TakenReturn>;
