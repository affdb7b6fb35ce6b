import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { codeOf } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { TREASURY, fundAccount, lockFund, refusing } from '../budget/budget.service.js';
import { FundNotFound } from '../budget/budget.errors.js';
import { assertFundDay } from '../budget/fund-day.rules.js';
import { Commitments } from '../budget/commitments.js';
import { Ledger } from '../ledger/ledger.js';
import { pair } from '../ledger/posting.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { MoneyOrders, type Order } from '../money-order/money-orders.js';
import { RiskFundIsUsed } from '../money-order/money-order.errors.js';
import { assertTakingBackDay } from '../money-order/taking-back.rules.js';
import { accountsToOpen, bankAccounts } from './bank-accounts.js';
import type { ProvideRequest, RecordBankRequest } from './risk-fund.dto.js';
import { LenderBankExists, LenderBankNotFound, NoRiskFundMoney } from './risk-fund.errors.js';

/** Which banks lend, and the fund that vouches for what each lends. Terms of the fund are those of the day the bank was recorded. */
@Injectable()
export class LenderBanks implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(MoneyOrders) private readonly orders: MoneyOrders,
  ) {}

  onModuleInit(): void {
    this.orders.executes('provision', (em, order, by) => this.deposit(em, order, by));
    this.orders.executes('provisionReversal', (em, order, by) => this.takeBack(em, order, by));
  }

  /** @throws LenderBankExists */
  async record(principal: Principal, bank: RecordBankRequest): Promise<void> {
    assertWholeCounty(principal);
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const [leverage, share, stop] = [policy.get('riskFund.leverage'), policy.get('riskFund.shareBp'), policy.get('loan.stopRatioBp')];
    const at = this.clock.now().toISOString();
    await this.database.transaction(sessionOf(principal), async (em) => {
      const recorded = await run(
        em,
        `insert into lender_bank (code, name_zh, name_en, recorded_at, recorded_by, recorded_by_name)
         values ($1, $2, $3, $4::timestamptz, $5::uuid, $6) on conflict (code) do nothing returning code`,
        [bank.code, bank.nameZh, bank.nameEn, at, principal.accountId, principal.name],
      );
      if (recorded.length === 0) throw new LenderBankExists();
      await run(
        em,
        'insert into risk_fund (bank_code, leverage, share_bp, stop_ratio_bp, policy_parameter_ids) values ($1, $2, $3, $4, $5::uuid[])',
        [bank.code, leverage.value, share.value, stop.value, [leverage, share, stop].map(({ parameterId }) => parameterId)],
      );
      await this.ledger.open(em, accountsToOpen(bank));
      await this.log(em, principal, 'lender-bank.record', bank.code);
    });
  }

  /** Money of the budget is to become a deposit at the bank: another person approves. @throws LenderBankNotFound, FundNotFound, NoRiskFundMoney, FundDayRefused */
  async propose(principal: Principal, bank: string, request: ProvideRequest): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      if ((await run(em, 'select from risk_fund where bank_code = $1', [bank])).length === 0) throw new LenderBankNotFound();
      const [fund] = await run<{ purpose: string }>(em, 'select purpose from fund where code = $1', [request.fundCode]);
      if (!fund) throw new FundNotFound();
      if (fund.purpose !== 'riskFund') throw new NoRiskFundMoney();
      assertFundDay(request.fundCode, request.on, this.clock.today());
      await this.orders.propose(em, principal, { kind: 'provision', bankCode: bank, ...request });
    });
  }

  /** @throws AllotmentExceeded, FundDayRefused */
  private async deposit(em: EntityManager, order: Order, by: Principal): Promise<void> {
    const { fundCode, amountFen, on } = order;
    assertFundDay(fundCode, on, this.clock.today());
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const county = codeOf(this.pack.county);
    const id = newId(this.clock) as string;
    const cause = { type: 'risk-fund-change', id };
    await this.commitments.commit(em, [{ fundCode, villageCode: county, cause, amountFen }], policy);
    await this.commitments.move(em, [cause], 'committed', 'spent');
    await this.change(em, id, order, by, amountFen);
    const { deposit, fund: riskFund } = bankAccounts(order.bankCode as string);
    const place = { placeCode: county };
    await this.ledger.post(
      em,
      {
        ...{ on, kind: 'provision', cause, text: '风险缓释基金存入合作银行' },
        lines: [...pair(deposit, TREASURY, amountFen, place), ...pair(fundAccount(fundCode), riskFund, amountFen, place)],
      },
      by,
    );
    await this.log(em, by, 'risk-fund.provide', order.bankCode as string, { fund: fundCode, amountFen });
  }

  /** The opposite entry, and the money of the budget is free again. @throws RiskFundIsUsed, FundDayRefused, TakenBackBeforeProvision */
  private async takeBack(em: EntityManager, order: Order, by: Principal): Promise<void> {
    const [provision] = await run<{ id: string; entry: string; fundCode: string; on: PlainDate }>(
      em,
      `select c.id, c.fund_code as "fundCode", c.on_date::text as on, e.id as entry from risk_fund_change c join ledger_entry e on e.cause_type = 'risk-fund-change' and e.cause_id = c.id and e.kind = 'provision'
       where c.order_id = $1::uuid`,
      [order.takesBack],
    );
    const { id, entry, ...made } = provision as { id: string; entry: string; fundCode: string; on: PlainDate };
    assertTakingBackDay(made, order.on, this.clock.today());
    // in the order in which a deposit locks: fund, allotment, fund of the bank
    await lockFund(em, order.fundCode);
    await this.commitments.move(em, [{ type: 'risk-fund-change', id }], 'spent', 'released');
    await refusing({ risk_fund_carries_what_is_lent: RiskFundIsUsed }, () =>
      this.change(em, newId(this.clock) as string, order, by, -order.amountFen),
    );
    await this.ledger.reverse(em, entry, { on: order.on, text: '冲回风险缓释基金存入' }, by);
    await this.log(em, by, 'risk-fund.take-back', order.bankCode as string, { fund: order.fundCode, amountFen: order.amountFen });
  }

  private change(em: EntityManager, id: string, order: Order, by: Principal, amountFen: number): Promise<unknown> {
    return run(
      em,
      `insert into risk_fund_change (id, bank_code, kind, amount_fen, on_date, fund_code, source_document, reason, recorded_at, recorded_by, recorded_by_name, order_id)
       values ($1::uuid, $2, $3, $4, $5::date, $6, $7, $8, $9::timestamptz, $10::uuid, $11, $12::uuid)`,
      [
        ...[id, order.bankCode, order.kind, amountFen, order.on, order.fundCode, order.sourceDocument, order.reason],
        ...[this.clock.now().toISOString(), by.accountId, by.name, order.id],
      ],
    );
  }

  private async log(
    em: Parameters<AuditLog['record']>[0],
    principal: Principal,
    action: string,
    id: string,
    detail: Record<string, string | number> = {},
  ): Promise<void> {
    await this.audit.record(em, { actor: actorOf(principal), action, objectType: 'lender-bank', objectId: id, result: 'success', detail });
  }
}
