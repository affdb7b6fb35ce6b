import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { AdvanceLoan } from './advance-loan.js';
import { benchmarkOf } from './benchmark.js';
import { ChangeReplay } from './change-replay.js';
import { mostExtensionMonths } from './extension.rules.js';
import { LATE } from './lifecycle/loan-state.js';
import { LoanMoney } from './loan-money.js';
import { productRules } from './loan-products.js';
import { lockLoan, type LoanRow } from './loan-rows.js';
import { ExtensionTooLong } from './contract-change.errors.js';
import { LoanDateRefused, LoanRefused, LoanStepNotPossible } from './loan.errors.js';
import { isLateOn, rewriteSchedule } from './schedule-store.js';

export type ContractChange = { from: PlainDate; reason: string } & (
  { kind: 'rate'; annualRatePpm: number } | { kind: 'extension'; addedPeriods: number }
);

export const CHANGE_DECISIONS = ['agreeToChange', 'refuseChange', 'consentToChange', 'declineChange'] as const;
export type ChangeDecision = (typeof CHANGE_DECISIONS)[number];

interface Waiting {
  id: string;
  kind: 'rate' | 'extension';
  from: PlainDate;
  annualRatePpm: number | null;
  addedPeriods: number | null;
  needsConsent: boolean;
  reason: string;
  by: string;
  byName: string;
}

/**
 * An extension or another rate: proposed by one clerk of the bank, agreed to by another, and consented to by a finance approver of the
 * county where the fund vouches longer or the county's interest grows. With the last of them it takes effect (ADR 0196).
 */
@Injectable()
export class ContractChanges {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AdvanceLoan) private readonly advance: AdvanceLoan,
    @Inject(LoanMoney) private readonly money: LoanMoney,
    @Inject(ChangeReplay) private readonly replay: ChangeReplay,
  ) {}

  /** @throws LoanRefused, ExtensionTooLong, LoanDateRefused, LoanStepNotPossible, and as AdvanceLoan.take */
  async propose(em: EntityManager, by: Principal, loanId: string, change: ContractChange, policy: PolicySnapshot): Promise<void> {
    const row = await lockLoan(em, loanId);
    if (!row.maturesOn || !row.terms) throw new LoanStepNotPossible(row.state);
    const { kind, from, reason } = change;
    await this.money.assertDay(em, row, from);
    if (from >= row.maturesOn) throw new LoanDateRefused('over', row.maturesOn);
    // whoever had paid what was due on its day asks in time; a loan that was told overdue pays first
    const facts = (LATE as readonly string[]).includes(row.state) ? {} : { isLate: await isLateOn(em, row, from) };
    await this.advance.take(em, by, row, { step: kind === 'rate' ? 'proposeRate' : 'proposeExtension', reason, facts }, policy);
    const known = await run(em, 'select from loan_change where loan_id = $1::uuid and kind = $2 and from_date = $3::date', [
      row.id,
      kind,
      from,
    ]);
    if (known.length > 0) throw new LoanStepNotPossible(row.state);
    const months = kind === 'extension' ? change.addedPeriods * row.terms.periodMonths : null;
    const most = kind === 'extension' ? mostOf(row, policy) : null;
    if (months !== null && most !== null && months > most) throw new ExtensionTooLong(most);
    if (kind === 'rate' && change.annualRatePpm > benchmarkOf(row.months, policy)) throw new LoanRefused('rate');
    const needsConsent = kind === 'extension' || (row.isSubsidised && change.annualRatePpm > (await rateOn(em, row, from)));
    await run(
      em,
      `insert into loan_change_proposal (id, loan_id, bank_code, village_code, kind, from_date, annual_rate_ppm, added_periods, added_months, most_months, needs_consent, reason,
         recorded_at, recorded_by, recorded_by_name)
       values ($1::uuid, $2::uuid, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, $12, $13::timestamptz, $14::uuid, $15)`,
      [
        ...[newId(this.clock), row.id, row.bankCode, row.villageCode, kind, from],
        ...[kind === 'rate' ? change.annualRatePpm : null, kind === 'extension' ? change.addedPeriods : null, months, most],
        ...[needsConsent, reason, this.clock.now().toISOString(), by.accountId, by.name],
      ],
    );
  }

  /** @throws ContractChangeOvertaken, and as AdvanceLoan.take */
  async decide(
    em: EntityManager,
    by: Principal,
    row: LoanRow,
    step: ChangeDecision,
    reason: string | undefined,
    policy: PolicySnapshot,
  ): Promise<void> {
    await this.advance.take(em, by, row, { step, reason }, policy);
    const [waiting] = await run<Waiting>(em, WAITING, [row.id]);
    if (!waiting) throw new LoanStepNotPossible(row.state);
    const refused = step === 'refuseChange' || step === 'declineChange';
    const state = refused ? 'refused' : step === 'agreeToChange' && waiting.needsConsent ? 'agreed' : 'effective';
    const column = step === 'agreeToChange' ? 'agreed_by' : 'consented_by';
    await run(
      em,
      `update loan_change_proposal set state = $2${refused ? '' : `, ${column} = $3::uuid`} where id = $1::uuid`,
      refused ? [waiting.id, state] : [waiting.id, state, by.accountId],
    );
    if (state === 'effective') await this.takeEffect(em, row, waiting, policy);
  }

  /** From its own day: what was paid later meanwhile is counted anew. */
  private async takeEffect(em: EntityManager, row: LoanRow, change: Waiting, policy: PolicySnapshot): Promise<void> {
    const { id, kind, from, annualRatePpm, addedPeriods, reason } = change;
    // whoever had paid what was due on its day is extended, however long the answer took
    const facts = { isLate: await isLateOn(em, row, from) };
    const anew = await this.replay.plan(em, row, changeOf(change), policy);
    await this.advance.take(em, undefined, row, { step: kind === 'rate' ? 'changeRate' : 'extend', reason, facts }, policy);
    const today = plainDateInShanghai(this.clock.now());
    await this.replay.takeBack(em, row, anew, today);
    await run(
      em,
      `insert into loan_change (id, loan_id, bank_code, village_code, kind, from_date, annual_rate_ppm, added_periods, reason, recorded_at, recorded_by, recorded_by_name, proposal_id)
       values ($1::uuid, $2::uuid, $3, $4, $5, $6::date, $7, $8, $9, $10::timestamptz, $11::uuid, $12, $13::uuid)`,
      [
        ...[newId(this.clock), row.id, row.bankCode, row.villageCode, kind, from, annualRatePpm, addedPeriods, reason],
        ...[this.clock.now().toISOString(), change.by, change.byName, id],
      ],
    );
    if (kind === 'extension') {
      await run(em, 'update loan set is_extended = true where id = $1::uuid', [row.id]);
      row.isExtended = true;
    }
    await this.replay.bookAnew(em, row, anew);
    await rewriteSchedule(em, row);
    await this.money.follow(em, undefined, row, today, policy);
  }
}

const changeOf = ({ kind, from, annualRatePpm, addedPeriods, reason }: Waiting): ContractChange =>
  kind === 'rate'
    ? { kind, from, reason, annualRatePpm: annualRatePpm as number }
    : { kind, from, reason, addedPeriods: addedPeriods as number };

export const mostOf = ({ months, product }: Pick<LoanRow, 'months' | 'product'>, policy: PolicySnapshot): number =>
  mostExtensionMonths(months, policy.value('loan.extension'), productRules(product, policy).extensionMonths);

async function rateOn(em: EntityManager, row: LoanRow, on: PlainDate): Promise<number> {
  const [last] = await run<{ ppm: number }>(
    em,
    `select annual_rate_ppm as ppm from loan_change where loan_id = $1::uuid and kind = 'rate' and from_date <= $2::date order by from_date desc limit 1`,
    [row.id, on],
  );
  return last?.ppm ?? row.terms?.annualRatePpm ?? 0;
}

const WAITING = `select id, kind, from_date::text as from, annual_rate_ppm as "annualRatePpm", added_periods as "addedPeriods", needs_consent as "needsConsent", reason, recorded_by as by,
    recorded_by_name as "byName"
  from loan_change_proposal where loan_id = $1::uuid and state in ('proposed', 'agreed') for update`;
