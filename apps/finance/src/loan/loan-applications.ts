import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorFor, type Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { DirectoryHouseholdNotFound } from '@jingzhun/household-directory';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { keepLine } from '../loan-list/loan-from-list.js';
import { LenderBankNotFound } from '../risk-fund/risk-fund.errors.js';
import { AdvanceLoan } from './advance-loan.js';
import { CHANGE_DECISIONS, ContractChanges, type ChangeDecision } from './contract-changes.js';
import { holds } from './lifecycle/decide.js';
import { LoanLosses } from './loan-losses.js';
import { LoanMoney } from './loan-money.js';
import { LoanMovements } from './loan-movements.js';
import { misfitOf, productRules } from './loan-products.js';
import { lockLoan, type LoanRow } from './loan-rows.js';
import type { ApplyForLoanRequest, LoanStepsTaken, TakeLoanStepRequest } from './loan.dto.js';
import { LoanRefused, NotYourLoanStep } from './loan.errors.js';
import { WaiverOfOneLoan } from './penalty-waiver.errors.js';
import { knownOwnCredit } from './own-credit.js';

/** The application, and the steps that need nothing but a person and a reason. */
@Injectable()
export class LoanApplications {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(AdvanceLoan) private readonly advance: AdvanceLoan,
    @Inject(LoanMovements) private readonly movements: LoanMovements,
    @Inject(LoanLosses) private readonly losses: LoanLosses,
    @Inject(LoanMoney) private readonly money: LoanMoney,
    @Inject(ContractChanges) private readonly changes: ContractChanges,
  ) {}

  /** @returns id. @throws NotYourLoanStep, LenderBankNotFound, DirectoryHouseholdNotFound, LoanRefused, LoanListLineUnfit */
  async apply(principal: Principal, asked: ApplyForLoanRequest): Promise<string> {
    if (!holds(actorFor(principal), 'village')) throw new NotYourLoanStep('village');
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const rules = productRules(asked.product, policy);
    const misfit = misfitOf(asked, rules);
    if (misfit) throw new LoanRefused(misfit);
    return this.database.transaction(sessionOf(principal), async (em) => {
      if ((await run(em, 'select from lender_bank where code = $1', [asked.bankCode])).length === 0) throw new LenderBankNotFound();
      type Household = { number: string; headName: string; villageCode: string; status: string; registeredOn: string };
      const [household] = await run<Household>(
        em,
        `select number, head_name as "headName", village_code as "villageCode", status, registered_on::text as "registeredOn" from directory_household where id = $1::uuid`,
        [asked.householdId],
      );
      if (!household) throw new DirectoryHouseholdNotFound();
      const [borrower] = await run<{ name: string; birthYear: number | null }>(
        em,
        'select name, birth_year as "birthYear" from directory_person where household_id = $1::uuid and person_id = $2::uuid',
        [asked.householdId, asked.borrowerId],
      );
      if (!borrower) throw new LoanRefused('borrower');
      const knownFen = await knownOwnCredit(em, asked.householdId);
      const ownCreditFen = asked.ownCreditFen ?? knownFen;
      if (ownCreditFen < knownFen && !asked.ownCreditDocument) throw new LoanRefused('own-credit');
      const id = newId(this.clock) as string;
      const at = this.clock.now().toISOString();
      await run(
        em,
        `insert into loan (id, bank_code, product, household_id, household_number, head_name, village_code, borrower_id, borrower_name, borrower_birth_year, purpose, purpose_text, amount_fen,
           months, own_credit_fen, state, state_since, entered_by, entered_by_name, entered_at, repaid_from, is_subsidised, own_credit_document)
         values ($1::uuid, $2, $3, $4::uuid, $5, $6, $7, $8::uuid, $9, $10, $11, $12, $13, $14, $15, 'applied', $16::timestamptz, $17::uuid, $18, $16::timestamptz, $19, $20, $21)`,
        [
          ...[id, asked.bankCode, asked.product, asked.householdId, household.number, household.headName, household.villageCode],
          ...[asked.borrowerId, borrower.name, borrower.birthYear, asked.purpose, asked.purposeText, asked.amountFen],
          ...[asked.months, ownCreditFen, at, principal.accountId, principal.name, rules.repaidFrom, rules.isSubsidised],
          ownCreditFen < knownFen ? asked.ownCreditDocument : null,
        ],
      );
      if (asked.listLineId)
        await keepLine(em, asked.listLineId, {
          ...{ loanId: id, householdId: asked.householdId, bankCode: asked.bankCode, villageCode: household.villageCode },
        });
      const { product, amountFen, months, purpose } = asked;
      const row = { id, bankCode: asked.bankCode, villageCode: household.villageCode } as LoanRow;
      const inputs = {
        status: household.status,
        registeredOn: household.registeredOn,
        product,
        amountFen,
        ownCreditFen,
        knownFen,
        months,
        purpose,
      };
      await this.advance.write(em, principal, row, { way: { step: 'apply', from: 'applied', to: 'applied' }, facts: inputs }, policy);
      return id;
    });
  }

  /** All or none. @throws as AdvanceLoan.take */
  async take(principal: Principal, { step, reason, amountFen, cases }: TakeLoanStepRequest): Promise<LoanStepsTaken> {
    if (amountFen !== undefined && (cases.length > 1 || !['askPenaltyWaiver', 'waivePenalty'].includes(step))) throw new WaiverOfOneLoan();
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    return this.database.transaction(sessionOf(principal), async (em) => {
      const items: LoanStepsTaken['items'] = [];
      // in one order everywhere, so that two commands never wait for each other
      for (const { id, version } of cases.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
        const row = await lockLoan(em, id, version);
        await this.one(em, principal, row, { step, reason, amountFen }, policy);
        items.push({ id, state: row.state, version: row.version });
      }
      return { items };
    });
  }

  private async one(
    em: EntityManager,
    principal: Principal,
    row: LoanRow,
    { step, reason, amountFen }: Omit<TakeLoanStepRequest, 'cases'>,
    policy: PolicySnapshot,
  ): Promise<void> {
    if (step === 'compensate' || step === 'writeOff') return this.losses.take(em, principal, row, step, reason, policy);
    if (isChangeDecision(step)) return this.changes.decide(em, principal, row, step, reason, policy);
    if (step === 'waivePenalty') return this.money.waivePenalty(em, principal, row, { reason, amountFen }, policy);
    if (step === 'askPenaltyWaiver') return this.money.askPenaltyWaiver(em, principal, row, { reason, amountFen }, policy);
    // first whether, then the money that was kept for it, then the step: an ended loan owes and keeps nothing
    if (step === 'reject' || step === 'withdraw') {
      const decision = await this.advance.decide(em, principal, row, { step, reason }, policy);
      const on = plainDateInShanghai(this.clock.now());
      if (row.reservedFen > 0)
        await this.movements.record(em, principal, row, {
          kind: 'lapse',
          on,
          reference: `${step} ${row.version}`,
          reservedFen: -row.reservedFen,
        });
      return this.advance.write(em, principal, row, decision, policy);
    }
    await this.advance.take(em, principal, row, { step, reason }, policy);
  }
}

const isChangeDecision = (step: TakeLoanStepRequest['step']): step is ChangeDecision =>
  (CHANGE_DECISIONS as readonly string[]).includes(step);
