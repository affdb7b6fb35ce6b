import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { FUND_PURPOSES } from '@jingzhun/policy';

export const FundPurpose = z.enum(FUND_PURPOSES);
export type FundPurpose = z.infer<typeof FundPurpose>;

const EarmarkedBenefit = z.enum(['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy']);

export const FundCode = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*-\d{4}$/)
  .max(40)
  .describe('readable, ends with the year: industry-2015');
export const Year = z.coerce.number().int().min(2000).max(2100);

const fen = z.int().describe('fen');
const document = z.string().trim().min(1).max(200).describe('number and title of the document it rests on');
const reason = z.string().trim().min(2).max(500);

export const RecordCapacityRequest = z.strictObject({
  year: z.int().min(2000).max(2100),
  capacityFen: Fen.refine((value) => value >= 0).describe('fiscal capacity of the year, in fen'),
  sourceDocument: document,
  reason,
});
export type RecordCapacityRequest = z.infer<typeof RecordCapacityRequest>;

export const CreateFundRequest = z.strictObject({
  code: FundCode,
  nameZh: z.string().trim().min(2).max(80),
  nameEn: z.string().trim().min(2).max(120),
  purpose: FundPurpose,
});
export type CreateFundRequest = z.infer<typeof CreateFundRequest>;

export const ChangeFundRequest = z.strictObject({
  amountFen: Fen.refine((value) => value !== 0).describe('added; negative: taken away, in fen'),
  on: PlainDate.describe('day on which the money came or went'),
  sourceDocument: document,
  reason,
});
export type ChangeFundRequest = z.infer<typeof ChangeFundRequest>;

export const AllotRequest = z.strictObject({
  area: DivisionPrefix.describe('county, township or village that may use it'),
  amountFen: Fen.refine((value) => value !== 0).describe('added; negative: taken back, in fen'),
  sourceDocument: document,
  reason,
});
export type AllotRequest = z.infer<typeof AllotRequest>;

export const BudgetYearsQuery = z.strictObject({ from: Year.optional(), to: Year.optional() });
export type BudgetYearsQuery = z.infer<typeof BudgetYearsQuery>;

/** The 15 % rule, one line a year: `required = share × max(0, capacity − capacity of the year before)`. */
export const BudgetYear = z
  .object({
    year: z.int(),
    capacityFen: fen.nullable(),
    revisions: z.int().describe('figures recorded for the year, the last of them counts'),
    newCapacityFen: fen.nullable().describe('null: the capacity of this year or of the one before is not recorded'),
    shareBp: z.int().describe('policy: hundredths of a percent'),
    requiredFen: fen.nullable(),
    providedFen: fen.describe('what the county set aside in funds of the year'),
    paidBackFen: fen.describe('what households paid back into funds of the year; does not meet the rule'),
    isMet: z.boolean().nullable().describe('null: cannot be said, a capacity is missing'),
    missing: z.array(z.int()).describe('years whose capacity has to be recorded first'),
    earmarks: z
      .array(
        z.object({
          purpose: z.enum(['eCommerce', 'organisation']),
          requiredFen: fen.nullable().describe('policy of the year; null: none is recorded for that year'),
          providedFen: fen.describe('funds of the year for that purpose'),
          isMet: z.boolean().nullable(),
        }),
      )
      .describe('what is set aside for one purpose'),
  })
  .meta({ id: 'BudgetYear' });
export type BudgetYear = z.infer<typeof BudgetYear>;
export const BudgetYearList = z.object({ items: z.array(BudgetYear) }).meta({ id: 'BudgetYearList' });
export type BudgetYearList = z.infer<typeof BudgetYearList>;

export const CapacityHistory = z
  .object({
    year: z.int(),
    items: z
      .array(
        z.object({
          revision: z.int(),
          capacityFen: fen,
          beforeFen: fen.nullable().describe('the figure it replaced'),
          sourceDocument: z.string(),
          reason: z.string(),
          by: z.string(),
          recordedAt: z.string(),
        }),
      )
      .describe('newest first: the first of them counts'),
  })
  .meta({ id: 'CapacityHistory' });
export type CapacityHistory = z.infer<typeof CapacityHistory>;

export const FundStandard = z
  .object({
    year: z.int(),
    statusOn: PlainDate.describe('households as they were on this day: the end of the year, or today'),
    notRecorded: z.int().describe('counted households whose state on that day was never told: they count as they were told first'),
    poorVillages: z.int(),
    eligibleHouseholds: z.int().describe('registered households other than five-guarantee ones, in the own copy of the register'),
    outsideHouseholds: z.int().describe('five-guarantee households: outside the standard'),
    villagesFen: fen,
    householdsFen: fen,
    totalFen: fen,
  })
  .meta({ id: 'FundStandard' });
export type FundStandard = z.infer<typeof FundStandard>;

export const Allotment = z
  .object({
    id: z.uuid(),
    fundCode: z.string(),
    area: z.string(),
    amountFen: fen,
    committedFen: fen,
    spentFen: fen,
    leftFen: fen.describe('may still be committed'),
  })
  .meta({ id: 'Allotment' });
export type Allotment = z.infer<typeof Allotment>;

export const Fund = z
  .object({
    code: z.string(),
    year: z.int(),
    nameZh: z.string(),
    nameEn: z.string(),
    purpose: FundPurpose,
    pays: z.array(EarmarkedBenefit).describe('what its money may be promised for today, by its purpose'),
    promisedFor: z
      .array(EarmarkedBenefit)
      .describe('for what money of it is promised and not paid yet; a batch pays it, whatever is asked today'),
    amountFen: fen,
    allottedFen: fen,
    committedFen: fen,
    spentFen: fen,
    thresholdsBp: z.array(z.int()).describe('shares of the fund, promised, at which everybody is told: hundredths of a percent'),
  })
  .meta({ id: 'Fund' });
export type Fund = z.infer<typeof Fund>;
export const FundList = z.object({ items: z.array(Fund) }).meta({ id: 'FundList' });
export type FundList = z.infer<typeof FundList>;

export const FundDetail = Fund.extend({
  allotments: z.array(Allotment).describe('of the own area'),
  waitingAllotments: z
    .array(
      z.object({
        orderId: z.uuid().describe('its money order'),
        area: z.string(),
        amountFen: fen.describe('negative: to be taken back'),
        sourceDocument: z.string(),
        reason: z.string(),
        proposedByName: z.string(),
      }),
    )
    .describe('of the own area: proposed, nothing is promised from it until another person approves the order'),
  waitingChanges: z
    .array(
      z.object({
        orderId: z.uuid().describe('its money order'),
        on: PlainDate,
        amountFen: fen.describe('negative: to leave the fund'),
        sourceDocument: z.string(),
        reason: z.string(),
        proposedByName: z.string(),
      }),
    )
    .describe('proposed: not in the fund, nor out of it, until another person approves the order'),
  changes: z.array(
    z.object({ on: PlainDate, amountFen: fen, sourceDocument: z.string(), reason: z.string(), by: z.string(), recordedAt: z.string() }),
  ),
}).meta({ id: 'FundDetail' });
export type FundDetail = z.infer<typeof FundDetail>;

export const CommitmentsQuery = z.strictObject({
  allotment: z.uuid().optional().describe('of this allotment only'),
  state: z.enum(['open', 'spent', 'released']).optional().describe('open: promised and not paid; absent: what counts as promised'),
  before: z.uuid().optional().describe('commitments made before this one: the next page'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CommitmentsQuery = z.infer<typeof CommitmentsQuery>;

export const CommitmentList = z
  .object({
    count: z.int().describe('all of them'),
    sumFen: fen.describe('of all of them'),
    items: z.array(
      z.object({
        id: z.uuid(),
        area: z.string().describe('of the allotment'),
        amountFen: fen,
        state: z.enum(['committed', 'spent', 'released']),
        changedOn: PlainDate,
        cause: z.object({
          type: z.string(),
          id: z.uuid().describe('its entries are found by it'),
          recordId: z.uuid().describe('the record it is opened by'),
        }),
        villageCode: z.string().nullable(),
        batch: z.object({ id: z.uuid(), number: z.int(), title: z.string() }).nullable().describe('payment batch it is in'),
      }),
    ),
    nextBefore: z.uuid().nullable(),
  })
  .meta({ id: 'CommitmentList' });
export type CommitmentList = z.infer<typeof CommitmentList>;
