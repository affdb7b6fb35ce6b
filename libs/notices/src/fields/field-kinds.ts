import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { DECISION_TEXTS, type DecisionCode } from './decision-texts.js';
import { HIDDEN_MINOR, isGroupName, isItemName, isPersonName } from './public-words.js';

const decisionCodes = Object.keys(DECISION_TEXTS) as [DecisionCode, ...DecisionCode[]];

/**
 * Everything a notice can carry, and how it lies in the database. What is not in this list cannot be made public: there is no kind for a
 * number of a document, a phone, a bank account, an illness, a cause, a disability or a free remark, and there will be none.
 */
export const FIELD_KINDS = {
  publicName: z.string().refine((text) => text === HIDDEN_MINOR || isPersonName(text), { message: 'not the name of a person' }),
  groupName: z.string().refine(isGroupName, { message: 'not the name of a villagers’ group' }),
  headCount: z.int().min(1).max(30),
  householdCount: z.int().min(1).max(5000),
  decision: z.enum(decisionCodes),
  proceedingDate: PlainDate,
  votes: z.strictObject({
    entitled: z.int().min(1).max(9999),
    present: z.int().min(0).max(9999),
    inFavour: z.int().min(0).max(9999),
  }),
  itemName: z.string().refine(isItemName, { message: 'not the name of what is subsidised' }),
  quantity: z.strictObject({ hundredths: z.int().min(1).max(10_000_000), unit: z.enum(['mu', 'piece']) }),
  money: Fen.refine((fen) => fen >= 0, { message: 'must not be negative' }),
} as const satisfies Record<string, z.ZodType>;

export type FieldKind = keyof typeof FIELD_KINDS;
export type FieldValue<K extends FieldKind> = z.output<(typeof FIELD_KINDS)[K]>;
