import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { codeOf } from '@jingzhun/domain/division-code';
import { Jobs } from '@jingzhun/jobs';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack } from '@jingzhun/policy';
import { markedTable, readTable, type ReadRow } from '@jingzhun/workbooks';
import { LenderBankNotFound } from '../risk-fund/risk-fund.errors.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { BANK_FILE, declaredProblems, shapeProblems, totalsOf, type BankFileRow } from './bank-file-table.js';
import { factsOfRows, problemsOfRows, type Facts } from './bank-file-rows.js';
import type { BankFileUpload } from './bank-file.dto.js';
import { BankFileForeign, BankFileRefused, BankFileTotalsDiffer } from './bank-file.errors.js';
import { CheckBankFile } from './bank-file-work.job.js';
import { BorrowerKeys } from './borrower-keys.js';

/** A bank's own file, taken whole or not at all; nothing of it is booked before another clerk of the bank has released it. */
@Injectable()
export class BankFiles {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(BorrowerKeys) private readonly keys: BorrowerKeys,
  ) {}

  /** The same file is the one it was. @returns id. @throws LenderBankNotFound, BankFileRefused, BankFileTotalsDiffer, BankFileForeign, FileRefused */
  async take(principal: Principal, declared: BankFileUpload, content: Buffer): Promise<string> {
    assertWholeCounty(principal);
    const { rows, problems } = await readTable(content, BANK_FILE, { today: this.clock.today() });
    if (problems.length > 0) throw new BankFileRefused(problems);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return this.database.transaction(sessionOf(principal), async (em) => {
      // one bank after the other: the same file sent twice at once is one file
      const [bank] = await run<{ code: string; nameZh: string }>(
        em,
        'select b.code, b.name_zh as "nameZh" from lender_bank b join risk_fund f on f.bank_code = b.code where b.code = $1 for update of f',
        [principal.bank ?? '-'],
      );
      if (!bank) throw new LenderBankNotFound();
      const shape = shapeProblems(rows, bank);
      if (shape.length > 0) throw new BankFileRefused(shape);
      const differ = declaredProblems(rows, declared);
      if (differ.length > 0) throw new BankFileTotalsDiffer(differ);
      const [known] = await run<{ id: string }>(
        em,
        `select id from bank_file where bank_code = $1 and sha256 = $2 and state <> 'withdrawn'`,
        [bank.code, sha256],
      );
      if (known) return known.id;
      const facts: Facts = { ...(await factsOfRows(em, bank.code, rows)), keys: this.keysOf(rows) };
      if (facts.loans.size === 0) throw new BankFileForeign();
      const id = newId(this.clock) as string;
      const jobId = await this.jobs.enqueue(em, CheckBankFile, { fileId: id }, principal.accountId);
      await this.write(em, principal, { id, jobId, bank: bank.code, sha256 }, rows);
      await this.writeRows(em, id, bank.code, rows, facts);
      await this.audit.record(em, {
        ...{ actor: actorOf(principal), action: 'bank-file.take', objectType: 'bank-file', objectId: id, result: 'success' },
        detail: { bank: bank.code, rows: rows.length },
      });
      return id;
    });
  }

  /**
   * A file that is not taken, again with what is wrong in every row; one that would be taken comes back as it is. Nothing of it is kept.
   * @throws LenderBankNotFound, FileRefused
   */
  async marked(principal: Principal, declared: BankFileUpload, content: Buffer): Promise<Buffer> {
    assertWholeCounty(principal);
    const { rows, problems } = await readTable(content, BANK_FILE, { today: this.clock.today(), mostProblems: Infinity });
    if (problems.length > 0) return markedTable(content, BANK_FILE, problems);
    const found = await this.database.connection(sessionOf(principal), async (client) => {
      const [bank] = await run<{ code: string; nameZh: string }>(
        client,
        'select code, name_zh as "nameZh" from lender_bank where code = $1',
        [principal.bank ?? '-'],
      );
      if (!bank) throw new LenderBankNotFound();
      const facts: Facts = { ...(await factsOfRows(client, bank.code, rows)), keys: this.keysOf(rows) };
      const ofRows = problemsOfRows(rows, facts).flatMap((problem, i) => {
        const { line = 0 } = rows[i] ?? {};
        return problem ? [{ pointer: `/rows/${line}/contract`, ...problem }] : [];
      });
      return [...shapeProblems(rows, bank), ...declaredProblems(rows, declared), ...ofRows];
    });
    return markedTable(content, BANK_FILE, found);
  }

  private keysOf(rows: readonly ReadRow<BankFileRow>[]): Map<number, string> {
    const named = rows.flatMap(({ line, row }) => (row.idNumber ? [{ line, number: row.idNumber.idNumber18 as string }] : []));
    const keys = this.keys.of(named.map(({ number }) => number)) ?? [];
    return new Map(keys.map((key, i) => [named[i]?.line ?? 0, key]));
  }

  private async write(
    em: EntityManager,
    by: Principal,
    { id, jobId, bank, sha256 }: { id: string; jobId: string; bank: string; sha256: string },
    rows: readonly ReadRow<BankFileRow>[],
  ): Promise<void> {
    const days = rows.map(({ row }) => row.on as string).toSorted();
    await run(
      em,
      `insert into bank_file (id, bank_code, sha256, state, declared, rows, from_date, to_date, job_id, entered_at, entered_by, entered_by_name)
       values ($1::uuid, $2, $3, 'checking', $4::jsonb, $5, $6::date, $7::date, $8::uuid, $9::timestamptz, $10::uuid, $11)`,
      [
        ...[id, bank, sha256, JSON.stringify(totalsOf(rows.map(({ row }) => row))), rows.length, days[0], days.at(-1), jobId],
        ...[this.clock.now().toISOString(), by.accountId, by.name],
      ],
    );
  }

  /** The ID number is compared and gone. */
  private async writeRows(
    em: EntityManager,
    fileId: string,
    bank: string,
    rows: readonly ReadRow<BankFileRow>[],
    facts: Facts,
  ): Promise<void> {
    const county = codeOf(this.pack.county);
    const problems = problemsOfRows(rows, facts);
    const written = rows.map(({ line, row }, i) => {
      const loan = facts.loans.get(row.contract);
      const problem = problems[i] ?? null;
      return {
        ...{ id: newId(this.clock), position: i + 1, line, contract: row.contract, kind: row.kind, on: row.on },
        ...{
          amount: row.amountFen ?? 0,
          principal: row.principalFen ?? null,
          interest: row.interestFen ?? null,
          penalty: row.penaltyFen ?? null,
        },
        ...{ periods: row.addedPeriods ?? null, effect: row.effect ?? 'fewerInstalments', reference: row.reference },
        // what nobody here knows belongs to the county
        ...{ loan: loan?.id ?? null, village: loan?.villageCode ?? county, result: problem ? 'refused' : 'waiting', problem },
      };
    });
    await run(
      em,
      `insert into bank_file_row (id, file_id, position, file_row, bank_code, village_code, loan_id, contract, kind, on_date, amount_fen, principal_fen, interest_fen, penalty_fen, added_periods, effect, reference, result, problem)
       select r.id, $1::uuid, r.position, r.line, $2, r.village, r.loan, r.contract, r.kind, r."on", r.amount, case when r.kind = 'extension' then null else r.principal end,
         case when r.kind = 'extension' then null else r.interest end, case when r.kind = 'extension' then null else r.penalty end, r.periods, r.effect, r.reference, r.result, case when r.problem <> 'null'::jsonb then r.problem end
       from jsonb_to_recordset($3::jsonb) as r (id uuid, position int, line int, village text, loan uuid, contract text, kind text, "on" date, amount bigint, principal bigint, interest bigint, penalty bigint,
         periods int, effect text, reference text, result text, problem jsonb)`,
      [fileId, bank, JSON.stringify(written)],
    );
  }
}
