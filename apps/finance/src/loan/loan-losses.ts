import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { compensationOf, fundPartOf } from '../risk-fund/share.rules.js';
import { AdvanceLoan } from './advance-loan.js';
import { LoanMoney } from './loan-money.js';
import { findRecorded } from './recorded-movements.js';
import { LoanMovements } from './loan-movements.js';
import { LoanOutcomes } from './loan-outcomes.js';
import { factsOf, lockLoan, type LoanRow } from './loan-rows.js';
import type { RecoverRequest } from './loan-requests.dto.js';
import { LoanStepNotPossible, MoreThanOwed } from './loan.errors.js';

/** A loan that is lost: the risk fund pays its share, what comes back is shared likewise, the rest is written off. */
@Injectable()
export class LoanLosses {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(AdvanceLoan) private readonly advance: AdvanceLoan,
    @Inject(LoanMovements) private readonly movements: LoanMovements,
    @Inject(LoanMoney) private readonly money: LoanMoney,
    @Inject(LoanOutcomes) private readonly outcomes: LoanOutcomes,
  ) {}

  async take(
    em: EntityManager,
    principal: Principal,
    row: LoanRow,
    step: 'compensate' | 'writeOff',
    reason: string | undefined,
    policy: PolicySnapshot,
  ): Promise<void> {
    const decision = await this.advance.decide(em, principal, row, { step, reason }, policy);
    const on = plainDateInShanghai(this.clock.now());
    if (row.reservedFen > 0)
      await this.movements.record(em, principal, row, {
        kind: 'lapse',
        on,
        reference: `${step} ${row.version}`,
        reservedFen: -row.reservedFen,
      });
    const lostFen = row.outstandingFen;
    if (step === 'compensate') {
      // the fund is locked until the end: two losses never share the same money
      const [fund] = await run<{ balanceFen: number; shareBp: number }>(
        em,
        'select balance_fen::float8 as "balanceFen", share_bp as "shareBp" from risk_fund where bank_code = $1 for update',
        [row.bankCode],
      );
      // only interest is owed: there is no principal the fund vouches for
      if (lostFen === 0 || !fund) throw new LoanStepNotPossible(row.state);
      const fundFen = compensationOf(lostFen, fund.shareBp, fund.balanceFen);
      const movementId = await this.movements.record(em, principal, row, {
        ...{ kind: 'compensation', on, reference: `${step} ${row.version}`, principalFen: -lostFen, lostFen, fundFen },
      });
      this.outcomes.compensated(em, row, movementId, lostFen, fundFen, on);
    } else {
      // also where nothing is lost any more: what is recorded can be taken back
      const movementId = await this.movements.record(em, principal, row, {
        ...{ kind: 'writeOff', on, reference: `${step} ${row.version}`, principalFen: 0 - lostFen, lostFen },
      });
      this.outcomes.writtenOff(em, row, movementId, lostFen, on);
    }
    await this.advance.write(em, principal, row, decision, policy);
    await this.money.clearLateness(em, row);
  }

  /** What came back after the compensation or the write-off, shared as the loss was. The same reference again changes nothing. @throws MoreThanOwed, LoanDateRefused */
  async recover(principal: Principal, id: string, { on, amountFen, reference }: RecoverRequest): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    await this.database.transaction(sessionOf(principal), async (em) => {
      const row = await lockLoan(em, id);
      if (await findRecorded(em, id, 'recovery', { on, amountFen, reference })) return;
      await this.money.assertDay(em, row, on);
      // nothing of the loss is left: what is more than the penalty is somebody else's money
      if (row.state === 'recovered') {
        const { penaltyOwedFen } = await factsOf(em, row, plainDateInShanghai(this.clock.now()), policy);
        if (amountFen > penaltyOwedFen) throw new MoreThanOwed(penaltyOwedFen);
      }
      const lossFen = Math.min(amountFen, row.lostFen - row.recoveredFen);
      const recoveredFen = row.recoveredFen + lossFen;
      // what comes back belongs to who has borne the loss; only what is more pays the penalty
      const penaltyFen = amountFen - lossFen;
      const decision = await this.advance.decide(em, principal, row, { step: 'recover', facts: { recoveredFen } }, policy);
      const { penaltyOwedFen } = decision.facts;
      if (penaltyFen > penaltyOwedFen) throw new MoreThanOwed(row.lostFen - row.recoveredFen + penaltyOwedFen);
      const fundFen = fundPartOf(recoveredFen, row.lostFen, row.fundPaidFen) - row.fundRecoveredFen;
      await this.movements.record(em, principal, row, { kind: 'recovery', on, reference, recoveredFen: lossFen, fundFen, penaltyFen });
      await this.advance.write(em, principal, row, decision, policy);
    });
  }
}
