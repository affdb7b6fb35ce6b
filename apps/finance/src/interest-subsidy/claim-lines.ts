import type { RefusalProblem } from '@jingzhun/domain/refusal';
import type { ReadRow } from '@jingzhun/workbooks';
import { correctionOf } from './correction.rules.js';
import type { ClaimMatch, DifferencePart } from './claim-match.rules.js';
import type { LineResult } from './interest-claim.dto.js';
import { claimedTwice, ClaimFileRefused, contractUnknown } from './interest-claim.errors.js';
import type { LoanOfClaim } from './subsidised-loans.js';

export interface Line {
  row: number | null;
  contractNumber: string;
  loan: LoanOfClaim | undefined;
  result: LineResult;
  claimedFen: number;
  ourFen: number;
  grantedFen: number;
  /** Granted before and too much. */
  cutFen?: number;
  parts: readonly DifferencePart[];
}

/** A contract twice, or not one that this bank has here: somebody else's file, or a mistake that the bank alone can put right. @throws ClaimFileRefused */
export function assertOnceAndKnown(rows: readonly ReadRow<{ contractNumber: string }>[], loans: ReadonlyMap<string, LoanOfClaim>): void {
  const seen = new Map<string, number>();
  const problems: RefusalProblem[] = [];
  const isForeign = rows.every(({ row }) => !loans.has(row.contractNumber));
  for (const { line, row } of rows) {
    const earlier = seen.get(row.contractNumber);
    if (earlier !== undefined) problems.push(claimedTwice(line, earlier));
    else seen.set(row.contractNumber, line);
    if (isForeign) problems.push(contractUnknown(line));
  }
  if (problems.length > 0) throw new ClaimFileRefused(problems);
}

/** Granted is what both say, once the household has paid it; what is not paid yet is not forgotten either. Pure. */
export function linesOf({ answers, notClaimed }: ClaimMatch, loans: ReadonlyMap<string, LoanOfClaim>): Line[] {
  const claimed = answers.map((answer): Line => {
    const { row, contractNumber, claimedFen, result } = answer;
    const loan = loans.get(contractNumber);
    if (!('ourFen' in answer)) return { row, contractNumber, loan, result, claimedFen, ourFen: 0, grantedFen: 0, parts: [] };
    const { ourFen, parts } = answer;
    if (loan && !loan.isSubsidised)
      return { row, contractNumber, loan, result: 'notSubsidised', claimedFen, ourFen: 0, grantedFen: 0, parts: [] };
    if (loan?.isToCorrect)
      return {
        row,
        contractNumber,
        loan,
        result: 'corrected',
        claimedFen,
        ourFen,
        ...correctionOf({ ...loan, claimedFen, ourFen }),
        parts,
      };
    if (loan?.isClaimed) return { row, contractNumber, loan, result: 'claimedBefore', claimedFen, ourFen, grantedFen: 0, parts: [] };
    if (loan && !loan.isPaid) return { row, contractNumber, loan, result: 'notPaid', claimedFen, ourFen, grantedFen: 0, parts };
    return { row, contractNumber, loan, result, claimedFen, ourFen, grantedFen: Math.min(claimedFen, ourFen), parts };
  });
  const forgotten = notClaimed.flatMap(({ contractNumber, ourFen }): Line[] => {
    const loan = loans.get(contractNumber);
    return loan?.isClaimed || loan?.isSubsidised === false || loan?.isPaid === false
      ? []
      : [{ row: null, contractNumber, loan, result: 'notClaimed', claimedFen: 0, ourFen, grantedFen: 0, parts: [] }];
  });
  return [...claimed, ...forgotten];
}
