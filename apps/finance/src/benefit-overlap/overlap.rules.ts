import type { OverlapRule as RuleTerms } from '@jingzhun/policy';
import { grouped } from '../grouped.js';

export type OverlapKind = RuleTerms['benefits'][number];

/** A benefit as the rules see it: one decided thing for one household. */
export interface OverlapBenefit {
  readonly id: string;
  readonly kind: OverlapKind;
  readonly householdId: string;
  /** What several grants belong to that are meant to stand beside one another: a scheme, a loan. */
  readonly programme: string;
  readonly purpose: string | null;
  readonly year: number | null;
  readonly quarter: string | null;
  readonly personId: string | null;
  readonly amountFen: number;
}

export interface OverlapRule extends RuleTerms {
  readonly code: string;
}

/** What one rule says about benefits of one household; `overFen` of a cap. */
export interface Overlap {
  readonly rule: string;
  readonly effect: 'block' | 'warn';
  /** In the order of their ids: whichever came first, the finding is the same. */
  readonly benefits: readonly string[];
  readonly overFen: number;
}

/**
 * Every overlap of the benefits of a household with at least one of those that are to be approved. Which of them is approved first
 * changes nothing but when it is found.
 */
export function overlapsOf(rules: readonly OverlapRule[], all: readonly OverlapBenefit[], candidates: ReadonlySet<string>): Overlap[] {
  const households = grouped(all, ({ householdId }) => householdId);
  return [...households.values()].flatMap((benefits) =>
    rules.flatMap((rule) => {
      if (rule.effect === 'off') return [];
      const { code, effect } = rule;
      const concerned = benefits.filter(({ kind }) => rule.benefits.includes(kind));
      return [...groupsOf(rule, concerned)]
        .flatMap((group) => (rule.limit === 'cap' ? above(rule, group) : pairs(rule, group)))
        .filter((found) => found.benefits.some((id) => candidates.has(id)))
        .map((found) => ({ rule: code, effect, ...found }));
    }),
  );
}

type Found = Pick<Overlap, 'benefits' | 'overFen'>;

/** Those that have in common what the rule asks for. What is not known of a benefit is nothing to have in common. */
function groupsOf({ same }: OverlapRule, benefits: readonly OverlapBenefit[]): Iterable<OverlapBenefit[]> {
  const shared = ({ purpose, year, quarter, personId }: OverlapBenefit) => {
    const facts = { purpose, year, quarter, person: personId };
    return same.map((name) => facts[name]);
  };
  return grouped(
    benefits.filter((benefit) => shared(benefit).every((fact) => fact !== null)),
    (benefit) => JSON.stringify(shared(benefit)),
  ).values();
}

function above({ capFen }: OverlapRule, group: readonly OverlapBenefit[]): Found[] {
  const overFen = group.reduce((sum, { amountFen }) => sum + amountFen, 0) - capFen;
  // one benefit above a cap of several is its own programme's matter, and no overlap
  return overFen > 0 && group.length > 1 ? [{ benefits: group.map(({ id }) => id).toSorted(), overFen }] : [];
}

function pairs({ benefits }: OverlapRule, group: readonly OverlapBenefit[]): Found[] {
  const exclude = (a: OverlapBenefit, b: OverlapBenefit) => (benefits.length === 1 ? a.programme !== b.programme : a.kind !== b.kind);
  return group.flatMap((a) => group.filter((b) => a.id < b.id && exclude(a, b)).map((b) => ({ benefits: [a.id, b.id], overFen: 0 })));
}
