import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { staleVersion } from '@jingzhun/service-shell';
import type { LoanTerms } from '../loan-schedule/loan-terms.js';
import { REVERSIBLE, type LoanFacts } from './lifecycle/loan-facts.js';
import type { LoanPurpose, LoanState } from './lifecycle/loan-state.js';
import { LoanNotFound } from './loan.errors.js';
import { penaltyOwedOn } from './penalty.rules.js';
import { positionOf } from './schedule-store.js';
import type { LoanProduct, RepaymentSource } from './loan-products.js';

export type ContractTerms = Omit<LoanTerms, 'drawings'>;

export interface LoanRow {
  id: string;
  number: number;
  bankCode: string;
  product: LoanProduct;
  repaidFrom: RepaymentSource;
  isSubsidised: boolean;
  householdId: string;
  householdNumber: string;
  headName: string;
  villageCode: string;
  borrowerId: string;
  borrowerName: string;
  borrowerBirthYear: number | null;
  purpose: LoanPurpose;
  purposeText: string;
  amountFen: number;
  months: number;
  ownCreditFen: number;
  ownCreditDocument: string | null;
  terms: ContractTerms | null;
  contractNumber: string | null;
  maturesOn: PlainDate | null;
  state: LoanState;
  stateSince: string;
  collectionSince: PlainDate | null;
  isExtended: boolean;
  enteredByName: string;
  enteredAt: string;
  drawnFen: number;
  reservedFen: number;
  outstandingFen: number;
  interestPaidFen: number;
  linesPaidFen: number;
  lostFen: number;
  fundPaidFen: number;
  recoveredFen: number;
  fundRecoveredFen: number;
  /** Agreed in a contract made since penalties are worked out here. */
  isPenaltyAgreed: boolean;
  penaltyPaidFen: number;
  penaltyWaivedFen: number;
  overdueSince: PlainDate | null;
  overduePrincipalFen: number;
  overdueInterestFen: number;
  bucket: number;
  assessedOn: PlainDate | null;
  version: number;
}

const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const sum = (column: string, name: string): string => `l.${column}::float8 as "${name}"`;

export const LOAN_COLUMNS = `l.id, l.number::int as number, l.bank_code as "bankCode", l.product, l.repaid_from as "repaidFrom", l.is_subsidised as "isSubsidised", l.household_id as "householdId", l.household_number as "householdNumber",
  l.head_name as "headName", l.village_code as "villageCode", l.borrower_id as "borrowerId", l.borrower_name as "borrowerName", l.borrower_birth_year as "borrowerBirthYear",
  l.purpose, l.purpose_text as "purposeText", l.months, l.own_credit_document as "ownCreditDocument", l.terms, l.contract_number as "contractNumber", l.matures_on::text as "maturesOn", l.state, ${instant('l.state_since')} as "stateSince",
  l.collection_since::text as "collectionSince", l.is_extended as "isExtended", l.is_penalty_agreed as "isPenaltyAgreed", l.entered_by_name as "enteredByName", ${instant('l.entered_at')} as "enteredAt",
  l.overdue_since::text as "overdueSince", l.bucket, l.assessed_on::text as "assessedOn", l.version,
  ${[
    ['amount_fen', 'amountFen'],
    ['own_credit_fen', 'ownCreditFen'],
    ['drawn_fen', 'drawnFen'],
    ['reserved_fen', 'reservedFen'],
    ['outstanding_fen', 'outstandingFen'],
    ['interest_paid_fen', 'interestPaidFen'],
    ['lines_paid_fen', 'linesPaidFen'],
    ['lost_fen', 'lostFen'],
    ['fund_paid_fen', 'fundPaidFen'],
    ['recovered_fen', 'recoveredFen'],
    ['fund_recovered_fen', 'fundRecoveredFen'],
    ['penalty_paid_fen', 'penaltyPaidFen'],
    ['penalty_waived_fen', 'penaltyWaivedFen'],
    ['overdue_principal_fen', 'overduePrincipalFen'],
    ['overdue_interest_fen', 'overdueInterestFen'],
  ]
    .map(([column, name]) => sum(column as string, name as string))
    .join(', ')}`;

/** @throws LoanNotFound, or a stale version */
export async function lockLoan(handle: Handle, id: string, version?: number): Promise<LoanRow> {
  const [row] = await run<LoanRow>(handle, `select ${LOAN_COLUMNS} from loan l where l.id = $1::uuid for update`, [id]);
  if (!row) throw new LoanNotFound();
  if (version !== undefined && row.version !== version) throw staleVersion(row.version);
  return row;
}

interface FactRow {
  did: LoanFacts['did'] | null;
  household: LoanFacts['household'];
  last: (LoanFacts['last'] & object) | null;
  ownCreditFen: number;
  others: LoanFacts['others'] | null;
  isMisused: boolean;
  change: LoanFacts['change'];
  roomFen: number;
  badRatioBp: number;
  badRatioOfTownshipBp: number;
  dueFen: number;
  totalFen: number;
}

/** A movement that is taken back by its opposite; what was approved or has lapsed is not. */
export const IS_REVERSIBLE = `m.kind = any (array[${REVERSIBLE.map((kind) => `'${kind}'`).join(', ')}])`;

/** Nothing but what was reversed, or follows by itself, comes after it. */
export const LAST_ONE = `not exists (select from loan_movement r where r.reverses = m.id) and not exists (select from loan_movement n where n.loan_id = m.loan_id
  and n.position > m.position and n.kind not in ('reversal', 'lapse') and not exists (select from loan_movement r where r.reverses = n.id))`;

const FACTS = `select
    (select json_agg(json_build_object('step', e.step, 'accountId', e.actor_id, 'askedFen', e.asked_fen) order by e.position) from loan_event e where e.loan_id = l.id and (e.actor_id is not null or e.step = 'fallOverdue')) as did,
    (select json_build_object('status', h.status, 'registeredOn', h.registered_on, 'wasRegistered', coalesce((select w.is_poor
      from household_was_poor(l.household_id, $4::text[]) w where w.from_day <= (l.entered_at at time zone 'Asia/Shanghai')::date order by w.place desc limit 1), false)) from directory_household h where h.id = l.household_id) as household,
    (select json_build_object('kind', m.kind, 'recordedBy', m.recorded_by, 'isOnlyDrawing', m.kind = 'drawing' and not exists (select from loan_movement d where d.loan_id = l.id
        and d.kind = 'drawing' and d.id <> m.id and not exists (select from loan_movement r where r.reverses = d.id)),
        'isChangedSince', exists (select from loan_change c where c.loan_id = l.id and c.from_date >= m.on_date), 'lostFen', m.lost_fen,
        'isAfterTheLoss', m.kind = 'recovery' and l.recovered_fen - m.recovered_fen >= l.lost_fen and exists (select from loan_movement b where b.loan_id = l.id and b.kind = 'recovery'
          and b.position < m.position and not exists (select from loan_movement r where r.reverses = b.id)),
        'isWrittenOff', exists (select from loan_movement w where w.loan_id = l.id and w.kind = 'writeOff' and not exists (select from loan_movement r where r.reverses = w.id)))
      from loan_movement m where m.loan_id = l.id and ${IS_REVERSIBLE} and ${LAST_ONE}) as last,
    -- what an earlier approval has recorded counts, unless a paper that came after it says that it has become less
    greatest(l.own_credit_fen, coalesce((select c.own_fen from household_credit c where c.household_id = l.household_id
      and (l.own_credit_document is null or c.own_since > l.entered_at)), 0))::float8 as "ownCreditFen",
    -- whatever bank and area they are of
    (select json_agg(json_build_object('number', t.number, 'bankZh', t.bank_zh, 'bankEn', t.bank_en, 'owedFen', t.fen, 'isBad', t.is_bad, 'isMisused', t.is_misused) order by t.number)
      from loans_tied(l.id) t where t.fen > 0 or t.is_bad or t.is_misused) as others,
    coalesce((select m.what = 'found' from loan_misuse m where m.loan_id = l.id order by m.position desc limit 1), false) as "isMisused",
    (select json_build_object('proposedBy', p.recorded_by, 'agreedBy', p.agreed_by, 'needsConsent', p.needs_consent) from loan_change_proposal p
      where p.loan_id = l.id and p.state in ('proposed', 'agreed')) as change,
    (select f.leverage * f.balance_fen - f.exposure_fen from risk_fund f where f.bank_code = l.bank_code)::float8 as "roomFen",
    lender_bad_ratio_bp(l.bank_code, '', $2::date, $3::int) as "badRatioBp", lender_bad_ratio_bp(l.bank_code, left(l.village_code, 9), $2::date, $3::int) as "badRatioOfTownshipBp",
    coalesce((select max(i.cumulative_fen) from loan_instalment i where i.loan_id = l.id and i.due_on < $2::date), 0)::float8 as "dueFen",
    coalesce((select max(i.cumulative_fen) from loan_instalment i where i.loan_id = l.id), 0)::float8 as "totalFen"
  from loan l where l.id = $1::uuid`;

/** What the rules look at, with the parameters of the day. */
export async function factsOf(handle: Handle, row: LoanRow, today: PlainDate, policy: PolicySnapshot): Promise<LoanFacts> {
  const [fact] = await run<FactRow>(handle, FACTS, [row.id, today, policy.value('loan.badAfterDays'), COUNTED_AS_POOR]);
  if (!fact) throw new LoanNotFound();
  const position = await positionOf(handle, row, policy);
  const penaltyOwedFen = position ? penaltyOwedOn(position, today) : 0;
  const did = fact.did ?? [];
  const others = fact.others ?? [];
  return {
    state: row.state,
    enteredOn: plainDateInShanghai(new Date(row.enteredAt)),
    did,
    household: fact.household,
    borrowerAge: row.borrowerBirthYear === null ? null : Number(today.slice(0, 4)) - row.borrowerBirthYear,
    amountFen: row.amountFen,
    ownCreditFen: fact.ownCreditFen,
    others,
    otherLoansFen: others.reduce((sum, { owedFen }) => sum + owedFen, 0),
    badLoans: others.filter(({ isBad }) => isBad).length,
    misusedLoans: others.filter(({ isMisused }) => isMisused).length + Number(fact.isMisused),
    bank: { roomFen: fact.roomFen, badRatioBp: fact.badRatioBp, badRatioOfTownshipBp: fact.badRatioOfTownshipBp },
    drawnFen: row.drawnFen,
    outstandingFen: row.outstandingFen,
    isLate: fact.dueFen > row.linesPaidFen,
    isPaidBack: row.drawnFen > 0 && row.outstandingFen === 0 && fact.totalFen <= row.linesPaidFen && penaltyOwedFen === 0,
    penaltyOwedFen,
    isExtended: row.isExtended,
    change: fact.change,
    collectionSince: row.collectionSince,
    // an earlier round of collection that was caught up does not count
    compensationAsked:
      did.findLastIndex(({ step }) => step === 'requestCompensation') > did.findLastIndex(({ step }) => step === 'collect'),
    last: fact.last,
    lostFen: row.lostFen,
    recoveredFen: row.recoveredFen,
    policy: {
      age: policy.value('loan.borrower.age'),
      capFen: policy.value('loan.household.capFen'),
      stopRatioBp: policy.value('loan.stopRatioBp'),
      collectionDays: policy.value('riskFund.collectionDays'),
    },
  };
}

const APPLIED = [
  ...([
    'loan.borrower.age',
    'loan.household.capFen',
    'loan.product.industryCredit',
    'loan.product.photovoltaic',
    'loan.stopRatioBp',
    'loan.badAfterDays',
    'loan.reportingDays',
    'loan.extension',
  ] as const),
  ...([
    'loan.benchmarkRates',
    'loan.dayCount',
    'loan.rounding',
    'loan.penalty',
    'loan.misuseSurcharge',
    'riskFund.collectionDays',
  ] as const),
] as const;

/** The rows of the parameters that decisions about loans apply. */
export const appliedIds = (policy: PolicySnapshot): string[] => APPLIED.map((key) => policy.get(key).parameterId);
