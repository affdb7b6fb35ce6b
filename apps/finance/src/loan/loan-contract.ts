import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { AdvanceLoan } from './advance-loan.js';
import { benchmarkOf } from './benchmark.js';
import { ContractChanges, type ContractChange } from './contract-changes.js';
import { LoanMovements } from './loan-movements.js';
import { productRules } from './loan-products.js';
import { lockLoan, type ContractTerms, type LoanRow } from './loan-rows.js';
import type { ApproveLoanRequest, ChangeRateRequest, ExtendRequest } from './loan-requests.dto.js';
import { LoanRefused } from './loan.errors.js';

/** What bank and household agree on: the contract with the approval, and what changes it later. */
@Injectable()
export class LoanContracts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(AdvanceLoan) private readonly advance: AdvanceLoan,
    @Inject(LoanMovements) private readonly movements: LoanMovements,
    @Inject(ContractChanges) private readonly changes: ContractChanges,
  ) {}

  /** The fund of the bank and the credit of the household are taken up with the approval. @throws LoanRefused, LeverageUsedUp, LoanCapPassed */
  async approve(principal: Principal, id: string, version: number, request: ApproveLoanRequest): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    await this.database.transaction(sessionOf(principal), async (em) => {
      const row = await lockLoan(em, id, version);
      // one approval of a bank after the other: the room they are judged by is the room there is
      await run(em, 'select from risk_fund where bank_code = $1 for update', [row.bankCode]);
      await run(
        em,
        `insert into household_credit (household_id, village_code, own_fen, cap_fen) values ($1::uuid, $2, 0, $3) on conflict (household_id) do update set cap_fen = household_credit.cap_fen`,
        [row.householdId, row.villageCode, policy.value('loan.household.capFen')],
      );
      const { way, facts } = await this.advance.decide(em, principal, row, { step: 'approve' }, policy);
      const terms = termsOf(row, request, policy);
      await run(
        em,
        `update household_credit set own_fen = $2, cap_fen = $3, own_document = $4, own_loan_id = $5::uuid, own_since = $6::timestamptz where household_id = $1::uuid`,
        [
          ...[row.householdId, facts.ownCreditFen, policy.value('loan.household.capFen'), row.ownCreditDocument, row.id],
          this.clock.now().toISOString(),
        ],
      );
      await this.setContract(em, row, terms, request.contractNumber);
      const on = plainDateInShanghai(this.clock.now());
      await this.movements.record(em, principal, row, { kind: 'approval', on, reference: 'approve', reservedFen: row.amountFen });
      await this.advance.write(em, principal, row, { way, facts: { ...facts, terms } }, policy);
    });
  }

  /** Proposed: it takes effect when another clerk agrees, and the county where its money is meant. @throws as ContractChanges.propose */
  changeRate(principal: Principal, id: string, { from, annualRatePpm, reason }: ChangeRateRequest): Promise<void> {
    return this.propose(principal, id, { kind: 'rate', from, annualRatePpm, reason });
  }

  extend(principal: Principal, id: string, { on, addedPeriods, reason }: ExtendRequest): Promise<void> {
    return this.propose(principal, id, { kind: 'extension', from: on, addedPeriods, reason });
  }

  private async propose(principal: Principal, id: string, change: ContractChange): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    await this.database.transaction(sessionOf(principal), (em) => this.changes.propose(em, principal, id, change, policy));
  }

  private async setContract(em: EntityManager, row: LoanRow, terms: ContractTerms, contractNumber: string): Promise<void> {
    try {
      await run(em, 'update loan set terms = $2::jsonb, contract_number = $3, is_penalty_agreed = true where id = $1::uuid', [
        row.id,
        JSON.stringify(terms),
        contractNumber,
      ]);
    } catch (error) {
      if (/loan_contract_once/.test(String(error))) throw new LoanRefused('contract-number');
      throw error;
    }
  }
}

function termsOf({ months, product }: LoanRow, request: ApproveLoanRequest, policy: PolicySnapshot): ContractTerms {
  const { annualRatePpm, method, periodMonths, principalGracePeriods, interestGracePeriods } = request;
  if (annualRatePpm > benchmarkOf(months, policy)) throw new LoanRefused('rate');
  const periods = months / periodMonths;
  if (!Number.isInteger(periods) || principalGracePeriods >= periods || interestGracePeriods >= periods) throw new LoanRefused('contract');
  if (Math.max(principalGracePeriods, interestGracePeriods) * periodMonths > productRules(product, policy).graceMonths)
    throw new LoanRefused('grace');
  const [dayCount, rounding] = [policy.value('loan.dayCount'), policy.value('loan.rounding')];
  return { annualRatePpm, method, dayCount, rounding, periodMonths, periods, principalGracePeriods, interestGracePeriods };
}
