import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { codeOf } from '@jingzhun/domain/division-code';
import type { Fen } from '@jingzhun/domain/money';
import { Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack } from '@jingzhun/policy';
import { Ledger } from '../ledger/ledger.js';
import { pair } from '../ledger/posting.js';
import { MoneyOrders, type Order } from '../money-order/money-orders.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import type { ChangeFundRequest, CreateFundRequest, RecordCapacityRequest } from './budget.dto.js';
import { FundExists, FundNotFound, FundWouldFallBelowAllotments } from './budget.errors.js';

import { assertFundDay } from './fund-day.rules.js';

/** Where the county's money comes from and lies. */
export const TREASURY = 'treasury';
/** What a fund still has for its purpose. */
export const fundAccount = (fundCode: string): string => `fund/${fundCode}`;

/** What the county records about its money: capacity and funds. One transaction each. */
@Injectable()
export class BudgetService implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(MoneyOrders) private readonly orders: MoneyOrders,
  ) {}

  onModuleInit(): void {
    for (const kind of ['addition', 'reduction'] as const) this.orders.executes(kind, (em, order, by) => this.write(em, order, by));
  }

  /** A later figure for the same year is a new revision beside the earlier one. */
  async recordCapacity(principal: Principal, request: RecordCapacityRequest): Promise<void> {
    assertWholeCounty(principal);
    return this.inTransaction(principal, 'budget.capacity', { year: request.year }, async (client) => {
      await run(
        client,
        `insert into fiscal_year (year, revision, capacity_fen, source_document, reason, recorded_at, recorded_by, recorded_by_name)
         select $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6, $7 from fiscal_year where year = $1`,
        [request.year, request.capacityFen, request.sourceDocument, request.reason, ...this.recorded(principal)],
      );
    });
  }

  /** @throws FundExists */
  async createFund(principal: Principal, { code, nameZh, nameEn, purpose }: CreateFundRequest): Promise<void> {
    assertWholeCounty(principal);
    return this.inTransaction(principal, 'budget.fund-create', { fund: code }, async (client) => {
      const created = await run(
        client,
        `insert into fund (code, year, name_zh, name_en, purpose, recorded_at, recorded_by, recorded_by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (code) do nothing returning code`,
        [code, Number(code.slice(-4)), nameZh, nameEn, purpose, ...this.recorded(principal)],
      );
      if (created.length === 0) throw new FundExists();
      await this.ledger.open(client, [
        { code: TREASURY, nameZh: '财政专户存款', nameEn: 'treasury account', kind: 'asset' },
        { code: fundAccount(code), nameZh, nameEn, kind: 'equity', fundCode: code },
      ]);
    });
  }

  /** Money is to come into a fund or to leave it: proposed, in the book once another approves the order (ADR 0207). @throws FundNotFound, FundDayRefused, FundWouldFallBelowAllotments */
  async changeFund(principal: Principal, code: string, request: ChangeFundRequest): Promise<void> {
    assertWholeCounty(principal);
    await this.database.connection(sessionOf(principal), async (client) => {
      await lockFund(client, code);
      assertFundDay(code, request.on, this.clock.today());
      const [left] = await run(client, 'select from fund where code = $1 and amount_fen - allotted_fen + $2 >= 0', [
        code,
        Math.min(request.amountFen, 0),
      ]);
      if (!left) throw new FundWouldFallBelowAllotments();
      await this.orders.propose(client, principal, {
        ...{ kind: request.amountFen > 0 ? 'addition' : 'reduction', fundCode: code, bankCode: null, ...request },
        amountFen: Math.abs(request.amountFen),
      });
    });
  }

  /** A dated entry of the ledger. @throws FundDayRefused, FundWouldFallBelowAllotments */
  private async write(em: EntityManager, { id, kind, fundCode, ...order }: Order, by: Principal): Promise<void> {
    const amountFen = (kind === 'addition' ? order.amountFen : -order.amountFen) as Fen;
    await this.writeChange(em, by, fundCode, { ...order, amountFen }, id);
    await this.audit.record(em, {
      ...{ actor: actorOf(by), action: 'budget.fund-change', objectType: 'budget', result: 'success' },
      detail: { fund: fundCode, amountFen },
    });
  }

  /** Money that comes back into a fund, within what its owner records. @returns id of the change. @throws FundNotFound, FundDayRefused */
  bringIn(em: EntityManager, principal: Principal, code: string, request: ChangeFundRequest): Promise<string> {
    return this.writeChange(em, principal, code, request, '');
  }

  /** What came in by mistake goes out again, by another person than who recorded it. @returns id of the change. @throws FundWouldFallBelowAllotments */
  takeOutAgain(em: EntityManager, principal: Principal, code: string, request: ChangeFundRequest, reverses: string): Promise<string> {
    return this.writeChange(em, principal, code, request, '', reverses);
  }

  private async writeChange(
    client: Handle | EntityManager,
    principal: Principal,
    code: string,
    request: ChangeFundRequest,
    order: string,
    reverses = '',
  ): Promise<string> {
    await lockFund(client, code);
    assertFundDay(code, request.on, this.clock.today());
    const id = newId(this.clock) as string;
    await refusing({ fund_allots_what_it_has: FundWouldFallBelowAllotments, fund_not_negative: FundWouldFallBelowAllotments }, () =>
      run(
        client,
        `insert into fund_change (id, fund_code, amount_fen, on_date, source_document, reason, recorded_at, recorded_by, recorded_by_name, order_id, reverses)
           values ($1::uuid, $2, $3, $4::date, $5, $6, $7::timestamptz, $8::uuid, $9, nullif($10, '')::uuid, nullif($11, '')::uuid)`,
        [id, code, request.amountFen, request.on, request.sourceDocument, request.reason, ...this.recorded(principal), order, reverses],
      ),
    );
    const lines = pair(TREASURY, fundAccount(code), request.amountFen, { placeCode: codeOf(this.pack.county) });
    const text = request.amountFen > 0 ? '资金入账' : reverses ? '冲销资金入账' : '资金调减';
    await this.ledger.post(client, { on: request.on, kind: 'provision', cause: { type: 'fund-change', id }, text, lines }, principal);
    return id;
  }

  private recorded(principal: Principal): [string, string, string] {
    return [this.clock.now().toISOString(), principal.accountId, principal.name];
  }

  private async inTransaction(
    principal: Principal,
    action: string,
    detail: Record<string, string | number>,
    work: (client: Handle) => Promise<void>,
  ): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      await work(client);
      await this.audit.record(client, { actor: actorOf(principal), action, objectType: 'budget', result: 'success', detail });
    });
  }
}

/** One transaction at a time moves a fund. @throws FundNotFound */
export async function lockFund(client: Handle, code: string): Promise<void> {
  if ((await run(client, 'select lock_funds($1::text[])', [[code]])).length === 0) throw new FundNotFound();
}

/** A broken constraint becomes the refusal that says it in words. */
export async function refusing<T>(refusals: Readonly<Record<string, new () => Error>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusals[(error as { constraint?: string }).constraint ?? ''];
    throw refusal ? new refusal() : error;
  }
}
