import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { DivisionNames } from '@jingzhun/household-directory';
import { Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { Printer } from '@jingzhun/print';
import { digestOf, type Print } from '../../statement/statement-frame.js';
import { LOAN_COLUMNS, type LoanRow } from '../loan-rows.js';
import { LoanDateRefused, LoanNotFound } from '../loan.errors.js';
import { recordOf, subsidiesOf } from './loan-record.js';
import { LoanStatementPaper, loanStatementPaper, type StatedLoan } from './loan-statement-paper.js';
import type { LoanStatementQuery, LoanStatements as Printed } from './loan-statement.dto.js';
import { standingOn } from './standing.rules.js';

const NUMBER = `'D' || to_char(printed_at at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || lpad(number::text, 6, '0')`;

const KEEP = `insert into loan_statement (id, loan_id, bank_code, village_code, on_day, digest, printed_at, printed_by, printed_by_name)
  values ($1::uuid, $2::uuid, $3, $4, $5::date, $6, $7::timestamptz, $8::uuid, $9) returning ${NUMBER} as number`;

const PRINTED = `select ${NUMBER} as number, on_day::text as on, digest, to_char(printed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "printedAt", printed_by_name as "byName"
  from loan_statement where loan_id = $1::uuid order by loan_statement.number desc limit 20`;

type NamedLoan = LoanRow & { bankNameZh: string; bankNameEn: string };
/** What a statement says before it is a print of its own. */
type Said = Omit<StatedLoan, keyof Print>;

/** 对账单: one loan on a day, for bank, household and county. Each print has a number and is kept with the digest of what it said. */
@Injectable()
export class LoanStatements {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(DivisionNames) private readonly names: DivisionNames,
  ) {}

  /** @throws LoanNotFound, LoanDateRefused */
  async print(principal: Principal, id: string, { on, lang }: LoanStatementQuery): Promise<Buffer> {
    const now = this.clock.now();
    const today = plainDateInShanghai(now);
    if (on > today) throw new LoanDateRefused('future', today);
    const policy = await this.policies.snapshot(today, this.pack.county);
    const stated = await this.database.transaction(sessionOf(principal), async (em): Promise<StatedLoan> => {
      const loan = await loanOf(em, id);
      const said = await this.said(em, loan, on, policy);
      const digest = digestOf(said, loanStatementPaper);
      const [kept] = await run<{ number: string }>(em, KEEP, [
        ...[newId(this.clock), id, loan.bankCode, loan.villageCode, on, digest, now.toISOString(), principal.accountId, principal.name],
      ]);
      const { number } = kept as { number: string };
      await this.audit.record(em, {
        ...{ actor: actorOf(principal), action: 'loan.statement', objectType: 'loan', objectId: id, result: 'success' },
        detail: { number, on },
      });
      return { ...said, digest, number, printedAt: now };
    });
    return this.printer.pdf(LoanStatementPaper, loanStatementPaper(stated, lang), now);
  }

  /** What was printed of it, and whether it would be printed the same now: who holds a paper compares number and digits. @throws LoanNotFound */
  async printed(principal: Principal, id: string): Promise<Printed> {
    const policy = await this.policies.snapshot(plainDateInShanghai(this.clock.now()), this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => {
      const loan = await loanOf(client, id);
      const rows = await run<Omit<Printed['items'][number], 'isStillSo'>>(client, PRINTED, [id]);
      const now = new Map<string, string>();
      for (const { on } of rows)
        if (!now.has(on)) now.set(on, digestOf(await this.said(client, loan, on as PlainDate, policy), loanStatementPaper));
      return { items: rows.map((row) => ({ ...row, digest: row.digest.slice(0, 16), isStillSo: now.get(row.on) === row.digest })) };
    });
  }

  private async said(handle: Handle, loan: NamedLoan, on: PlainDate, policy: PolicySnapshot): Promise<Said> {
    const record = await recordOf(handle, loan, policy);
    const village = loan.villageCode as DivisionCode;
    // by the names of the day it is of, so that a paper of last year stays what it was
    const names = await this.names.of(handle, [village], on);
    return {
      ...{ loan, on, standing: standingOn(record, on), changes: record, subsidies: await subsidiesOf(handle, loan, on) },
      placeNames: names.get(village) ?? [],
    };
  }
}

/** @throws LoanNotFound */
async function loanOf(handle: Handle, id: string): Promise<NamedLoan> {
  const [loan] = await run<NamedLoan>(
    handle,
    `select ${LOAN_COLUMNS}, b.name_zh as "bankNameZh", b.name_en as "bankNameEn" from loan l join lender_bank b on b.code = l.bank_code where l.id = $1::uuid`,
    [id],
  );
  if (!loan) throw new LoanNotFound();
  return loan;
}
