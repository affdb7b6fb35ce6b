import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { chargesForMisuse, sparesThePoor } from '../loan/penalty-basis.js';
import type { Repayment } from '../loan-schedule/arrears.js';
import { loanSchedule } from '../loan-schedule/loan-schedule.js';
import type { LoanEvents, LoanTerms } from '../loan-schedule/loan-terms.js';
import type { MisuseBasis, PenaltyBasis } from '../loan-schedule/penalty.js';
import { TO_CHECK } from './interest-claim.queries.js';
import { lateSpans } from './late-spans.rules.js';
import type { LateSpan, SubsidisedLoan } from './subsidised-interest.rules.js';

export interface LoanOfClaim extends SubsidisedLoan {
  readonly id: string;
  readonly householdId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly villageCode: string;
  /** The county bears its interest: the product said so when it was applied for. */
  readonly isSubsidised: boolean;
  /** Another file has the quarter already, granted or waiting for its decision. */
  readonly isClaimed: boolean;
  /** Granted and paid out on books that have changed since: claimed again, the quarter is put right. */
  readonly isToCorrect: boolean;
  /** Granted for the quarter so far, without what was cut. */
  readonly netFen: number;
  /** The household has paid all interest that fell due up to the end of the quarter. */
  readonly isPaid: boolean;
}

interface Row extends Omit<LoanOfClaim, 'terms' | 'events' | 'late' | 'penaltyInterest'> {
  contractNumber: string;
  terms: Omit<LoanTerms, 'drawings'>;
  drawings: LoanTerms['drawings'];
  prepayments: NonNullable<LoanEvents['prepayments']> | null;
  rates: NonNullable<LoanEvents['rateChanges']> | null;
  extensions: NonNullable<LoanEvents['extensions']> | null;
  repayments: Repayment[] | null;
  received: Repayment[] | null;
  lostOn: PlainDate | null;
  isPenaltyAgreed: boolean;
  poor: { from: PlainDate; isPoor: boolean }[] | null;
  misuse: { what: 'found' | 'putRight'; on: PlainDate }[] | null;
}

/** While something of the quarter waits or is on its way nothing is known to be right or wrong: it is paid or given up first. */
const TO_CORRECT = `select from interest_claim_line l where l.loan_id = o.id and l.quarter = $2 and ${TO_CHECK}
  and not exists (select from interest_claim_line w where w.loan_id = l.loan_id and w.quarter = l.quarter and w.state in ('open', 'granted', 'taken', 'returned') and (w.granted_fen > 0 or w.result = 'corrected'))`;

/** A repayment that was reversed has not been made; one reversed after the quarter was not late in it all the same. */
const LOANS = `select o.contract_number as "contractNumber", o.id, o.household_id as "householdId", o.household_number as "householdNumber", o.head_name as "headName",
    o.village_code as "villageCode", o.is_subsidised as "isSubsidised", o.terms, m.drawings, m.prepayments, m.repayments, m.received, m."lostOn", c.rates, c.extensions, o.is_penalty_agreed as "isPenaltyAgreed",
    case when $3::text[] is not null then (select json_agg(json_build_object('from', s.from_day, 'isPoor', s.is_poor) order by s.place) from household_was_poor(o.household_id, $3) s) end as poor,
    (select json_agg(json_build_object('what', u.what, 'on', u.on_date) order by u.position) from loan_misuse u where u.loan_id = o.id) as misuse,
    exists (select from interest_claim_line g where g.loan_id = o.id and g.quarter = $2 and g.granted_fen > 0 and g.state not in ('refused', 'givenUp')) as "isClaimed",
    loan_interest_is_paid(o.id, quarter_ends_before($2)) as "isPaid", exists (${TO_CORRECT}) as "isToCorrect",
    (select coalesce(sum(g.granted_fen - g.cut_fen), 0) from interest_claim_line g where g.loan_id = o.id and g.quarter = $2 and g.state not in ('open', 'refused', 'givenUp'))::float8 as "netFen"
  from loan o
  join lateral (select
      json_agg(json_build_object('on', m.on_date, 'amountFen', m.principal_fen) order by m.position) filter (where m.kind = 'drawing') as drawings,
      json_agg(json_build_object('on', m.on_date, 'amountFen', m.prepaid_fen, 'effect', m.effect) order by m.position) filter (where m.kind = 'repayment' and m.prepaid_fen > 0) as prepayments,
      json_agg(json_build_object('on', m.on_date, 'amountFen', m.lines_fen) order by m.position) filter (where m.kind = 'repayment' and m.lines_fen > 0) as repayments,
      json_agg(json_build_object('on', m.on_date, 'amountFen', m.penalty_fen) order by m.position) filter (where m.kind in ('repayment', 'recovery') and m.penalty_fen > 0) as received,
      min(m.on_date) filter (where m.kind in ('compensation', 'writeOff'))::text as "lostOn"
    from loan_movement m where m.loan_id = o.id and not exists (select from loan_movement r where r.reverses = m.id)) m on m.drawings is not null
  cross join lateral (select
      json_agg(json_build_object('from', c.from_date, 'annualRatePpm', c.annual_rate_ppm) order by c.from_date) filter (where c.kind = 'rate') as rates,
      json_agg(json_build_object('on', c.from_date, 'addedPeriods', c.added_periods)) filter (where c.kind = 'extension') as extensions
    from loan_change c where c.loan_id = o.id) c
  where o.bank_code = $1 and o.terms is not null order by o.id for share of o`;

/** Every loan of a bank that was ever drawn, by contract, with all that its interest depends on; nothing of it changes meanwhile. */
export async function subsidisedLoans(
  handle: Handle,
  { bank, quarter, until }: { bank: string; quarter: string; until: PlainDate },
  policy: PolicySnapshot,
): Promise<Map<string, LoanOfClaim>> {
  const course = policy.course('loan.penalty');
  const misuse = policy.course('loan.misuseSurcharge');
  const charged = chargesForMisuse(misuse) ? misuse : undefined;
  const rows = await run<Row>(handle, LOANS, [bank, quarter, sparesThePoor(course) ? COUNTED_AS_POOR : null]);
  return new Map(
    rows.filter(({ drawings }) => drawings.some(({ on }) => on <= until)).map((row) => [row.contractNumber, loanOf(row, course, charged)]),
  );
}

function loanOf(
  { terms, drawings, prepayments, rates, extensions, misuse, received, lostOn, isPenaltyAgreed, poor, ...row }: Row,
  policy: PenaltyBasis['policy'],
  misusePolicy: MisuseBasis['policy'] | undefined,
): LoanOfClaim {
  const { repayments, ...loan } = row;
  const agreed = { ...terms, drawings };
  const events = { prepayments: prepayments ?? [], rateChanges: rates ?? [], extensions: extensions ?? [] };
  const paid = repayments ?? [];
  return {
    ...{ ...loan, terms: agreed, events },
    late: [...lateSpans(loanSchedule(agreed, events), paid), ...misuseSpans(misuse ?? [])],
    penaltyInterest: {
      ...{ repayments: paid, received: received ?? [], endsOn: lostOn ?? undefined },
      basis: {
        ...{ isAgreed: isPenaltyAgreed, policy, poor: poor ?? [] },
        ...(misusePolicy
          ? { misuse: { policy: misusePolicy, found: (misuse ?? []).map(({ what, on }) => ({ from: on, isMisused: what === 'found' })) } }
          : {}),
      },
    },
  };
}

/** From the day on which another use was seen to the one on which it was put right the county bears no interest. */
const misuseSpans = (decisions: readonly NonNullable<Row['misuse']>[number][]): LateSpan[] =>
  decisions.flatMap(({ what, on }, i) => (what === 'found' ? [{ from: on, until: decisions[i + 1]?.on }] : []));
