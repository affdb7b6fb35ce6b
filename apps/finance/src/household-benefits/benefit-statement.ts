import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { DivisionNames } from '@jingzhun/household-directory';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { Printer } from '@jingzhun/print';
import { digestOf, type Print } from '../statement/statement-frame.js';
import type { StatementQuery } from './benefit.dto.js';
import { OWED } from './benefit-items.js';
import { benefitsOf } from './benefit.queries.js';
import { StatementPaper, statementPaper, type Stated } from './statement-paper.js';

const ACCOUNT = `select bank_name as "bankName", account_masked as "accountMasked" from payment_account where household_id = $1::uuid and closed_at is null`;

const KEEP = `insert into benefit_statement (id, household_id, village_code, from_day, to_day, digest, printed_at, printed_by, printed_by_name)
  values ($1::uuid, $2::uuid, $3, $4::date, $5::date, $6, $7::timestamptz, $8::uuid, $9) returning 'M' || to_char(printed_at at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || lpad(number::text, 6, '0') as number`;

/** What a statement says before it is a print of its own. */
type Said = Omit<Stated, keyof Print>;

/** A household's paper: what it was given in a period, what is owed, its loans. Each print has a number and is kept with the digest of what it said. */
@Injectable()
export class BenefitStatement {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(DivisionNames) private readonly names: DivisionNames,
  ) {}

  /** @throws BenefitHouseholdNotFound */
  async print(principal: Principal, householdId: string, { from, to, lang }: StatementQuery): Promise<Buffer> {
    const now = this.clock.now();
    const stated = await this.database.transaction(sessionOf(principal), async (em): Promise<Stated> => {
      const benefits = await benefitsOf(em, householdId);
      const { household, items } = benefits;
      // what is owed is owed now, whenever it was decided
      const shown = items.filter(({ on, state }) => (on >= from && on <= to) || OWED.includes(state));
      const [account] = await run<{ bankName: string; accountMasked: string }>(em, ACCOUNT, [householdId]);
      const village = household.villageCode as DivisionCode;
      const names = await this.names.of(em, [village], this.clock.today());
      const said: Said = { ...benefits, items: shown, from, to, account: account ?? null, placeNames: names.get(village) ?? [] };
      const digest = digestOf(said, statementPaper);
      const [kept] = await run<{ number: string }>(em, KEEP, [
        ...[newId(this.clock), householdId, village, from, to, digest, now.toISOString(), principal.accountId, principal.name],
      ]);
      await this.audit.record(em, {
        ...{ actor: actorOf(principal), action: 'benefit.statement', objectType: 'household', objectId: householdId, result: 'success' },
        detail: { number: (kept as { number: string }).number, from, to },
      });
      return { ...said, digest, number: kept!.number, printedAt: now };
    });
    return this.printer.pdf(StatementPaper, statementPaper(stated, lang), now);
  }
}
