import { Inject, Injectable } from '@nestjs/common';
import { actorFor, type Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { SealedCursors } from '@jingzhun/vault';
import { NET_FEN, TO_CHECK } from '../interest-subsidy/interest-claim.queries.js';
import { lineOf } from '../loan-list/loan-from-list.js';
import { mostOf } from './contract-changes.js';
import { holds, nextSteps } from './lifecycle/decide.js';
import { transitionsOf } from './lifecycle/lifecycle.js';
import type { LoanFacts } from './lifecycle/loan-facts.js';
import { isRunning, LoanPurposes, LoanSteps, type LoanState, type LoanStep } from './lifecycle/loan-state.js';
import { factsOf, IS_REVERSIBLE, LAST_ONE, LOAN_COLUMNS, type LoanRow } from './loan-rows.js';
import type { Loan, LoanList, LoanListQuery, LoanOptions, LoanRowShown } from './loan.dto.js';
import { LoanNotFound } from './loan.errors.js';
import { LoanProducts, productRules, RepaymentSources, type ProductRules } from './loan-products.js';
import { payoffOn } from './repayment.rules.js';
import { waiverOf } from './penalty-waiver.rules.js';
import { NO_PENALTY, penaltyOn, type Penalty } from './penalty.rules.js';
import { useOf } from './use/loan-use.queries.js';
import { useDueOn, useRhythm } from './use/use-due.js';
import { positionOf } from './schedule-store.js';
import { knownOwnCredit } from './own-credit.js';

/** What waits for an office in each state. */
const ONWARD: readonly (readonly [LoanState, LoanStep])[] = [
  ['applied', 'recommend'],
  ['villageRecommended', 'review'],
  ['townReviewed', 'confirm'],
  ['countyConfirmed', 'approve'],
  ['bankApproved', 'draw'],
  ['overdue', 'collect'],
  ['compensated', 'recover'],
];

const ROW = `${LOAN_COLUMNS}, b.name_zh as "bankNameZh", b.name_en as "bankNameEn"`;
type NamedRow = LoanRow & { bankNameZh: string; bankNameEn: string; useCheckDueOn: string | null };
const at = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

@Injectable()
export class LoanQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  async list(principal: Principal, query: LoanListQuery): Promise<LoanList> {
    const today = plainDateInShanghai(this.clock.now());
    const rhythm = useRhythm(await this.policies.snapshot(today, this.pack.county));
    const { state, bank, householdId, area, bucket, useCheck, waiting, cursor, limit } = query;
    const [since, id] = cursor ? this.cursors.open('loans', principal.accountId, cursor) : [null, null];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<NamedRow>(
        client,
        `select ${ROW}, ${useDueOn('$11', '$12')}::text as "useCheckDueOn" from loan l join lender_bank b on b.code = l.bank_code where l.village_code between $1 and $2 and ($3::text is null or l.state = $3)
           and ($4::text is null or l.bank_code = $4) and ($5::uuid is null or l.household_id = $5::uuid) and ($6::text[] is null or l.state = any($6::text[])
             or (l.state in ('drawn', 'repaying', 'extended', 'overdue', 'collection') and exists (select from loan_change_proposal p where p.loan_id = l.id and p.state = any($14::text[]))))
           and ($7::int is null or (l.bucket = $7 and l.state in ('drawn', 'repaying', 'extended', 'overdue', 'collection')))
           and ($13::date is null or (l.state = any (array['drawn', 'repaying', 'extended', 'overdue', 'collection']) and ${useDueOn('$11', '$12')} <= $13::date))
           and ($8::timestamptz is null or (l.state_since, l.id) > ($8::timestamptz, $9::uuid))
         order by l.state_since, l.id limit $10`,
        [
          from,
          to,
          state ?? null,
          bank ?? null,
          householdId ?? null,
          waiting ? mineOf(principal) : null,
          bucket ?? null,
          since,
          id,
          limit + 1,
          ...rhythm,
          useCheck ? today : null,
          waiting ? changesOf(principal) : [],
        ],
      );
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map(shownRow),
        nextCursor: last ? this.cursors.seal('loans', principal.accountId, [last.stateSince, last.id]) : null,
      };
    });
  }

  /** @throws LoanNotFound */
  async get(principal: Principal, id: string): Promise<Loan> {
    const today = plainDateInShanghai(this.clock.now());
    const policy = await this.policies.snapshot(today, this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => {
      const [row] = await run<NamedRow>(
        client,
        `select ${ROW}, ${useDueOn('$2', '$3')}::text as "useCheckDueOn" from loan l join lender_bank b on b.code = l.bank_code where l.id = $1::uuid`,
        [id, ...useRhythm(policy)],
      );
      if (!row) throw new LoanNotFound();
      const facts = await factsOf(client, row, today, policy);
      const position = await positionOf(client, row, policy);
      const penalty = position ? penaltyOn(position, today) : NO_PENALTY;
      return {
        ...shownRow(row),
        list: await lineOf(client, id),
        ...{
          purposeText: row.purposeText,
          repaidFrom: row.repaidFrom,
          isSubsidised: row.isSubsidised,
          graceMonths: productRules(row.product, policy).graceMonths,
          ownCreditFen: row.ownCreditFen,
          ownCreditDocument: row.ownCreditDocument,
          otherLoansFen: facts.otherLoansFen,
          capFen: facts.policy.capFen,
        },
        ...{ enteredByName: row.enteredByName, enteredAt: row.enteredAt, contractNumber: row.contractNumber, terms: row.terms },
        ...{ reservedFen: row.reservedFen, interestPaidFen: row.interestPaidFen, lostFen: row.lostFen, fundPaidFen: row.fundPaidFen },
        ...{ recoveredFen: row.recoveredFen, fundRecoveredFen: row.fundRecoveredFen },
        penalty: shownPenalty(penalty, facts),
        payoffFen: position && isRunning(row.state) ? payoffOn(position, today) : null,
        ...(await statementOf(client, row, today)),
        change: isRunning(row.state) ? await changeOf(client, id) : null,
        mostExtensionMonths: mostOf(row, policy),
        use: await useOf(client, principal, row, today, policy),
        subsidyToCheck: await run(
          client,
          `select l.claim_id as "claimId", l.quarter, ${NET_FEN}::float8 as "grantedFen" from interest_claim_line l where l.loan_id = $1::uuid and ${TO_CHECK} order by l.quarter`,
          [id],
        ),
        next: nextSteps(facts, today, actorFor(principal)),
        events: await eventsOf(client, id),
      };
    });
  }

  /** What a form of an application needs to know. */
  async options(principal: Principal, householdId: string): Promise<LoanOptions> {
    const policy = await this.policies.snapshot(plainDateInShanghai(this.clock.now()), this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => ({
      banks: await run(client, 'select code, name_zh as "nameZh", name_en as "nameEn" from lender_bank order by code'),
      products: LoanProducts.entries.map(({ code, zh, en }) => ({ code, zh, en, ...offered(productRules(code, policy)) })),
      capFen: policy.value('loan.household.capFen'),
      ownCreditFen: await knownOwnCredit(client, householdId),
      age: policy.value('loan.borrower.age'),
      members: await run(
        client,
        'select person_id as "personId", name, birth_year as "birthYear" from directory_person where household_id = $1::uuid order by is_head desc, birth_year, name',
        [householdId],
      ),
    }));
  }
}

const shownPenalty = ({ spans, ...sums }: Penalty, facts: LoanFacts): Loan['penalty'] => ({
  ...sums,
  waiver: waiverOf(facts),
  since: spans[0]?.from ?? null,
  spans: spans.map(({ what, from, to, days, principalFen, interestFen, annualRatePpm, surchargeBp }) => ({
    ...{ what, from, to, days, principalFen, interestFen, annualRatePpm, surchargeBp },
  })),
});

const offered = ({ purposes, minMonths, maxMonths, graceMonths, maxFen, repaidFrom, isSubsidised }: ProductRules) => ({
  purposes: purposes.map((code) => named(LoanPurposes.get(code))),
  months: { min: minMonths, max: maxMonths },
  repaidFrom: named(RepaymentSources.get(repaidFrom)),
  ...{ graceMonths, maxFen, isSubsidised },
});
const named = <C extends string>({ code, zh, en }: { code: C; zh: string; en: string }): { code: C; zh: string; en: string } => ({
  code,
  zh,
  en,
});

const mineOf = (principal: Principal): LoanState[] => {
  const actor = actorFor(principal);
  return ONWARD.filter(([state, step]) => transitionsOf(step, state).some(({ office }) => holds(actor, office))).map(([state]) => state);
};

/** Changes of contracts that wait for the own office. */
const changesOf = (principal: Principal): string[] => {
  const actor = actorFor(principal);
  return [...(holds(actor, 'bank') ? ['proposed'] : []), ...(holds(actor, 'money') ? ['agreed'] : [])];
};

function shownRow(row: NamedRow): LoanRowShown {
  const { id, number, bankCode, bankNameZh, bankNameEn, householdId, householdNumber, headName, borrowerName, villageCode, purpose } = row;
  const { amountFen, months, state, stateSince, drawnFen, outstandingFen, maturesOn, overdueSince, bucket, version } = row;
  return {
    ...{ id, number, bankCode, bankNameZh, bankNameEn, householdId, householdNumber, headName, borrowerName, villageCode, purpose },
    ...{ amountFen, months, state, stateSince, drawnFen, outstandingFen, maturesOn, overdueSince, bucket, version },
    product: row.product,
    useCheckDueOn: row.useCheckDueOn,
    overduePrincipalFen: row.overduePrincipalFen,
    overdueInterestFen: row.overdueInterestFen,
  };
}

async function statementOf(client: Handle, row: LoanRow, today: PlainDate): Promise<Pick<Loan, 'schedule' | 'movements' | 'changes'>> {
  const schedule = await run<Loan['schedule'][number]>(
    client,
    `select i.number, i.from_date::text as "from", i.due_on::text as "dueOn", i.opening_fen as "openingFen", i.drawn_fen as "drawnFen", i.prepaid_fen as "prepaidFen",
       i.principal_fen as "principalFen", i.interest_fen as "interestFen", i.closing_fen as "closingFen",
       least(i.principal_fen + i.interest_fen, greatest(0, i.cumulative_fen - l.lines_paid_fen)) as "openFen",
       i.due_on < $2::date and i.cumulative_fen > l.lines_paid_fen as "isLate"
     from loan_instalment i join loan l on l.id = i.loan_id where i.loan_id = $1::uuid order by i.number`,
    [row.id, today],
  );
  const movements = await run<Loan['movements'][number]>(
    client,
    `select m.id, m.kind, m.on_date::text as on, case when m.kind in ('drawing', 'repayment', 'recovery', 'reversal') then m.reference end as reference, m.reserved_fen as "reservedFen", m.principal_fen as "principalFen", m.interest_fen as "interestFen", m.prepaid_fen as "prepaidFen",
       m.lost_fen as "lostFen", m.fund_fen as "fundFen", m.recovered_fen as "recoveredFen", m.penalty_fen as "penaltyFen", exists (select from loan_movement r where r.reverses = m.id) as "isReversed",
       ${IS_REVERSIBLE} and ${LAST_ONE} as "canBeReversed",
       (select o.kind from loan_movement o where o.id = m.reverses) as "reversedKind", m.reason,
       (select e.id from ledger_entry e where e.cause_type = 'loan-movement' and e.cause_id = m.id) as "entryId", m.recorded_by_name as "byName"
     from loan_movement m where m.loan_id = $1::uuid order by m.position desc`,
    [row.id],
  );
  const changes = await run<Loan['changes'][number]>(
    client,
    `select kind, from_date::text as "from", annual_rate_ppm as "annualRatePpm", added_periods as "addedPeriods", reason, recorded_by_name as "byName"
     from loan_change where loan_id = $1::uuid order by from_date, kind`,
    [row.id],
  );
  return { schedule, movements, changes };
}

async function changeOf(client: Handle, id: string): Promise<Loan['change']> {
  const [waiting] = await run<NonNullable<Loan['change']>>(
    client,
    `select kind, from_date::text as "from", annual_rate_ppm as "annualRatePpm", added_periods as "addedPeriods", added_months as "addedMonths", reason, recorded_by_name as "byName",
       case state when 'agreed' then 'county' else 'bank' end as "waitsFor", needs_consent as "needsConsent"
     from loan_change_proposal where loan_id = $1::uuid and state in ('proposed', 'agreed')`,
    [id],
  );
  return waiting ?? null;
}

async function eventsOf(client: Handle, id: string): Promise<Loan['events']> {
  type Row = Omit<Loan['events'][number], 'zh' | 'en'>;
  const rows = await run<Row>(
    client,
    `select step, from_state as "from", to_state as "to", actor_name as "byName", ${at('at')} as at, reason, asked_fen::float8 as "askedFen" from loan_event where loan_id = $1::uuid order by position desc`,
    [id],
  );
  return rows.map((row) => ({ ...row, zh: LoanSteps.get(row.step).zh, en: LoanSteps.get(row.step).en }));
}
