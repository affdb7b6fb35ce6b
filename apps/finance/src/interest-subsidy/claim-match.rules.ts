import type { PlainDate } from '@jingzhun/domain/plain-date';
import { penaltiesIn, penaltyCauses } from './penalty-in-claim.rules.js';
import { subsidisedLines, type InterestSubsidyPolicy, type SubsidisedLoan } from './subsidised-interest.rules.js';

/** A quarter as the bank claims it: first and last day. */
export interface ClaimPeriod {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** One line of a bank's claim file. */
export interface ClaimRow {
  /** Of the file, 1 for the first. */
  readonly row: number;
  readonly contractNumber: string;
  readonly claimedFen: number;
}

/** Something we know of a loan that the bank's figure leaves out; in the order in which they are tried. */
export const omissions = ['late', 'term', 'prepayments', 'rateChanges', 'extensions', 'ceiling'] as const;
export type Omission = (typeof omissions)[number];

export const differenceCauses = [...omissions, ...penaltyCauses, 'dayCount', 'rounding', 'unexplained'] as const;

/** A part of a difference: the bank left something out, put penalty interest in, counts days another way, or rounded otherwise; `unexplained` is what is left. */
export interface DifferencePart {
  readonly cause: (typeof differenceCauses)[number];
  readonly fen: number;
}

export type ClaimAnswer =
  | { readonly row: number; readonly contractNumber: string; readonly result: 'unknownContract' | 'repeated'; readonly claimedFen: number }
  | {
      readonly row: number;
      readonly contractNumber: string;
      readonly result: 'agreed' | 'differs';
      readonly claimedFen: number;
      readonly ourFen: number;
      /** They sum to `claimedFen − ourFen`. */
      readonly parts: readonly DifferencePart[];
    };

export interface ClaimMatch {
  readonly answers: readonly ClaimAnswer[];
  /** Loans with a subsidy in the period that the file does not name. */
  readonly notClaimed: readonly { readonly contractNumber: string; readonly ourFen: number }[];
}

/** The county's share of the interest due within the period, in fen. */
export function subsidyOf(loan: SubsidisedLoan, period: ClaimPeriod, policy: InterestSubsidyPolicy): number {
  return subsidisedLines(loan, policy)
    .filter(({ dueOn }) => dueOn >= period.from && dueOn <= period.to)
    .reduce((total, { subsidyFen }) => total + subsidyFen, 0);
}

/**
 * A bank's claim against our own schedules, to the fen. A contract named twice is repeated in every line that names it: which of them
 * is meant is the bank's to say. The order of the lines changes nothing but the order of the answers.
 */
export function matchClaim(
  rows: readonly ClaimRow[],
  loans: ReadonlyMap<string, SubsidisedLoan>,
  period: ClaimPeriod,
  policy: InterestSubsidyPolicy,
): ClaimMatch {
  const named = new Map<string, number>();
  for (const { contractNumber } of rows) named.set(contractNumber, (named.get(contractNumber) ?? 0) + 1);
  const answers = rows.map((row): ClaimAnswer => {
    const loan = loans.get(row.contractNumber);
    if (!loan) return { ...row, result: 'unknownContract' };
    if (named.get(row.contractNumber) !== 1) return { ...row, result: 'repeated' };
    const ourFen = subsidyOf(loan, period, policy);
    const parts = explainDifference(loan, period, policy, row.claimedFen);
    return { ...row, result: parts.length === 0 ? 'agreed' : 'differs', ourFen, parts };
  });
  const notClaimed = [...loans]
    .filter(([contractNumber]) => !named.has(contractNumber))
    .map(([contractNumber, loan]) => ({ contractNumber, ourFen: subsidyOf(loan, period, policy) }))
    .filter(({ ourFen }) => ourFen > 0)
    .sort((a, b) => (a.contractNumber < b.contractNumber ? -1 : 1));
  return { answers, notClaimed };
}

/** Longer than any loan. */
const ENDLESS_MONTHS = 12_000;

/** Fewest omissions first. */
const SETS: readonly (readonly Omission[])[] = Array.from({ length: 2 ** omissions.length }, (_, bits) =>
  omissions.filter((_omission, i) => (bits >> i) & 1),
).sort((a, b) => a.length - b.length);

/**
 * Where a claimed amount comes from: the fewest things left out and kinds of penalty interest put in, or the other way to count days, that
 * give exactly that amount. What is given back sums to the difference; one fen a line is rounding, anything else stays unexplained and is
 * asked of the bank.
 */
export function explainDifference(
  loan: SubsidisedLoan,
  period: ClaimPeriod,
  policy: InterestSubsidyPolicy,
  claimedFen: number,
): DifferencePart[] {
  const ourFen = subsidyOf(loan, period, policy);
  const fen = claimedFen - ourFen;
  if (fen === 0) return [];
  const additions: readonly (readonly DifferencePart[])[] = [[], ...penaltiesIn(loan, period)];
  // most loans are far below it
  const drawnFen = loan.terms.drawings.reduce((total, { amountFen }) => total + amountFen, 0);
  const sets = policy.ceiling && drawnFen > policy.ceiling.mostFen ? SETS : SETS.filter((set) => !set.includes('ceiling'));
  const leftOut = new Map<readonly Omission[], readonly DifferencePart[] | undefined>();
  const without = (set: readonly Omission[]): readonly DifferencePart[] | undefined => {
    if (!leftOut.has(set)) leftOut.set(set, partsOf(set, loan, period, policy, ourFen));
    return leftOut.get(set);
  };
  for (let causes = 1; causes <= omissions.length + penaltyCauses.length; causes += 1)
    for (const added of additions)
      for (const set of sets.filter(({ length }) => length + added.length === causes)) {
        const parts = without(set);
        if (parts && sum(parts) + sum(added) === fen) return [...parts.filter((one) => one.fen !== 0), ...added];
      }
  for (const dayCount of ['actual/360', 'actual/365', '30/360'] as const) {
    const countedFen = sumWith({ ...loan, terms: { ...loan.terms, dayCount } }, period, policy);
    const added = additions.find((one) => countedFen !== undefined && countedFen !== ourFen && countedFen - ourFen + sum(one) === fen);
    if (added) return [{ cause: 'dayCount', fen: fen - sum(added) }, ...added];
  }
  const lines = linesIn(loan, period, policy);
  const near = additions.find((added) => Math.abs(fen - sum(added)) <= Math.max(lines, added.length));
  return near ? [...near, { cause: 'rounding', fen: fen - sum(near) }] : [{ cause: 'unexplained', fen }];
}

function partsOf(
  set: readonly Omission[],
  loan: SubsidisedLoan,
  period: ClaimPeriod,
  policy: InterestSubsidyPolicy,
  ourFen: number,
): DifferencePart[] | undefined {
  const parts: DifferencePart[] = [];
  let [without, known, before] = [loan, policy, ourFen];
  for (const cause of set) {
    if (cause === 'term') known = { ...known, months: ENDLESS_MONTHS, extension: { isSubsidised: true } };
    else if (cause === 'ceiling') known = withoutCeiling(known);
    else without = leaveOut(cause, without);
    const after = sumWith(without, period, known);
    if (after === undefined) return undefined;
    parts.push({ cause, fen: after - before });
    before = after;
  }
  return parts;
}

const withoutCeiling = ({ ceiling: _, ...policy }: InterestSubsidyPolicy): InterestSubsidyPolicy => policy;

function leaveOut(cause: Exclude<Omission, 'term' | 'ceiling'>, loan: SubsidisedLoan): SubsidisedLoan {
  return cause === 'late' ? { ...loan, late: [] } : { ...loan, events: { ...loan.events, [cause]: [] } };
}

/** Undefined where the loan cannot be without what was left out: a rate change after an end that an extension had moved. */
function sumWith(loan: SubsidisedLoan, period: ClaimPeriod, policy: InterestSubsidyPolicy): number | undefined {
  try {
    return subsidyOf(loan, period, policy);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const linesIn = (loan: SubsidisedLoan, period: ClaimPeriod, policy: InterestSubsidyPolicy): number =>
  subsidisedLines(loan, policy).filter(({ dueOn }) => dueOn >= period.from && dueOn <= period.to).length;

const sum = (parts: readonly DifferencePart[]): number => parts.reduce((total, { fen }) => total + fen, 0);
