import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { OverlapSource } from '../benefit-overlap/overlap.dto.js';
import { OutsideKinds } from '../outside-benefit/outside-kinds.js';
import { LoanState } from '../loan/lifecycle/loan-state.js';

const fen = z.int().describe('fen');
export const BENEFITS = ['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', 'other'] as const;

export const BenefitItem = z.object({
  id: z.uuid(),
  benefit: z.enum([...BENEFITS, 'project', 'loan', ...OutsideKinds.codes]).describe('what another office paid has a kind of its own'),
  title: z.string().nullable().describe('of the batch or the scheme; null: in neither'),
  about: z.object({ zh: z.string(), en: z.string() }).nullable().describe('what for, where the kind does not say it all'),
  on: z.string().describe('day it was credited, decided, or fell due'),
  amountFen: fen.nullable(),
  state: z
    .enum([
      ...(['paid', 'onItsWay', 'owed', 'applied', 'told', 'returned', 'takenBack', 'ended'] as const),
      ...(['drawn', 'repaid', 'late', 'caughtUp', 'compensated', 'recovered', 'writtenOff'] as const),
      ...(['elsewhere', 'replaced', 'retracted'] as const),
    ])
    .describe(
      'owed: approved and in no batch yet; from drawn on: of loans; elsewhere: paid by another office, as its list tells; replaced, retracted: told so once',
    ),
  heardBy: z.array(z.enum(['event', 'hand', 'list'])).describe('how a department’s claim reached finance; empty: finance’s own decision'),
  toldBy: z
    .object({ office: z.string(), document: z.string(), listId: z.uuid(), listNumber: z.int() })
    .nullable()
    .describe('the office that paid it itself; null: finance’s'),
  takenBackFen: fen.describe('came back in parts; the amount is what is left'),
  paidTo: z.string().nullable().describe('institution that was paid for the household; null: the household itself'),
});
export type BenefitItem = z.infer<typeof BenefitItem>;

export const LoanOfHousehold = z.object({
  id: z.uuid(),
  number: z.int(),
  bankNameZh: z.string(),
  bankNameEn: z.string(),
  contractNumber: z.string().nullable(),
  state: LoanState,
  drawnFen: fen,
  outstandingFen: fen.describe('principal owed now'),
  interestPaidFen: fen,
  overdueSince: z.string().nullable(),
  overdueFen: fen,
  maturesOn: z.string().nullable(),
});
export type LoanOfHousehold = z.infer<typeof LoanOfHousehold>;

export const HouseholdBenefits = z
  .object({
    household: z.object({ id: z.uuid(), number: z.string(), headName: z.string(), villageCode: z.string() }),
    paidFen: fen.describe('what lies with the household, or with an institution for it'),
    owedFen: fen.describe('approved, or on its way, and not credited'),
    totals: z.array(z.object({ benefit: z.enum(BENEFITS), paidFen: fen })),
    elsewhereFen: fen.describe('paid by other offices, as far as they told'),
    items: z.array(BenefitItem).describe('newest first'),
    loans: z.array(LoanOfHousehold).describe('that were ever paid out'),
    sources: z
      .array(OverlapSource)
      .describe('departments that tell by events, other offices that tell by lists, and when each was last heard of; null: never'),
  })
  .meta({ id: 'HouseholdBenefits' });
export type HouseholdBenefits = z.infer<typeof HouseholdBenefits>;

export const StatementQuery = z
  .strictObject({
    from: PlainDate.describe('first day of the period'),
    to: PlainDate.describe('last day of the period'),
    lang: z.enum(['zh', 'en']).default('zh').describe('language of the paper'),
  })
  .refine(({ from, to }) => from <= to, { message: 'the period ends before it begins', path: ['to'] });
export type StatementQuery = z.infer<typeof StatementQuery>;
