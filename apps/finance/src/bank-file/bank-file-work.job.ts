import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Principal } from '@jingzhun/auth';
import { Refusal } from '@jingzhun/domain/refusal';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { Clock, Database, run, sessionOf, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { ReferenceUsed } from '../loan/loan.errors.js';
import type { RowResult, BankFileState } from './bank-file-kinds.js';
import { entriesOf, writeOutcomes, type EntryRow } from './bank-file-rows.js';
import { BooksChangedSinceCheck } from './bank-file.errors.js';
import { LoanEntries, problemOf, type EnteredBy } from './loan-entries.js';

const payload = z.strictObject({ fileId: z.uuid() });
export const CheckBankFile = defineJob({ name: 'bank-file.check', payload });
export const BookBankFile = defineJob({ name: 'bank-file.book', payload });

const OURS = ['ourPrincipalFen', 'ourInterestFen', 'ourPenaltyFen'] as const;

/** The check asks what any clerk could book who has had no part in the loan. */
const NOBODY = '00000000-0000-7000-8000-000000000000';
const AS_SYSTEM = systemSession('scheduler');

interface WorkedFile {
  state: BankFileState;
  bank: string;
  releasedBy: string | null;
  releasedByName: string | null;
  enteredBy: string;
  enteredByName: string;
}

/** Loan by loan, each in a transaction of its own: a file of any length holds no loan longer than its own rows take. */
@Injectable()
export class BankFileWork implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(LoanEntries) private readonly entries: LoanEntries,
  ) {}

  onModuleInit(): void {
    const gaveUp = ({ fileId }: z.infer<typeof payload>): Promise<void> => this.stop(fileId);
    this.jobs.handle(CheckBankFile, ({ fileId }, work) => this.check(fileId, work), { gaveUp });
    this.jobs.handle(BookBankFile, ({ fileId }, work) => this.book(fileId, work), { gaveUp });
  }

  private async check(fileId: string, work: JobRun): Promise<void> {
    const file = await this.fileOf(fileId);
    if (file?.state !== 'checking') return;
    const by = this.clerk(file.bank, NOBODY, '-');
    const enteredBy = this.clerk(file.bank, file.enteredBy, file.enteredByName);
    await this.each(fileId, work, by, ['waiting'], async (loanId, rows, policy) => {
      const outcomes = await this.entries.rehearse({ by, enteredBy }, loanId, rows, policy);
      await work.transaction(sessionOf(by), (em) => writeOutcomes(em, outcomes));
    });
    await work.transaction(sessionOf(by), async (em) => {
      await run(em, `update bank_file set state = 'checked', version = version + 1 where id = $1::uuid and state = 'checking'`, [fileId]);
    });
  }

  private async book(fileId: string, work: JobRun): Promise<void> {
    const file = await this.fileOf(fileId);
    if (file?.state !== 'releasing') return;
    const by = this.clerk(file.bank, file.releasedBy as string, file.releasedByName as string);
    const enteredBy = this.clerk(file.bank, file.enteredBy, file.enteredByName);
    await this.each(fileId, work, by, ['book', 'differs'], (loanId, rows, policy) =>
      this.bookLoan(work, { by, enteredBy }, loanId, rows, policy),
    );
    await work.transaction(sessionOf(by), async (em) => {
      const [left] = await run<{ rows: number; booked: number }>(
        em,
        `select count(*) filter (where standing = 'proposed' and result <> 'already')::int as rows, count(*) filter (where standing = 'booked')::int as booked
         from bank_file_row where file_id = $1::uuid`,
        [fileId],
      );
      const { rows, booked } = left as NonNullable<typeof left>;
      const state: BankFileState = rows === 0 ? 'booked' : 'stopped';
      await run(em, `update bank_file set state = $2, version = version + 1 where id = $1::uuid and state = 'releasing'`, [fileId, state]);
      if (rows === 0)
        await run(em, `update bank_file_row set standing = 'ended' where file_id = $1::uuid and standing = 'proposed'`, [fileId]);
      await this.audit.record(em, {
        ...{
          actor: actorOf(by),
          action: rows === 0 ? 'bank-file.book' : 'bank-file.stop',
          objectType: 'bank-file',
          objectId: fileId,
          result: 'success',
        },
        detail: { booked, left: rows },
      });
    });
  }

  /** All rows of a loan or none. What was released is what is booked, to the fen. */
  private async bookLoan(work: JobRun, who: EnteredBy, loanId: string, rows: readonly EntryRow[], policy: PolicySnapshot): Promise<void> {
    const { by } = who;
    try {
      await work.transaction(sessionOf(by), async (em) => {
        for (const row of rows) {
          const { already, ...ours } = await this.entries.enter(em, who, loanId, row, policy);
          if (already)
            await run(
              em,
              `update bank_file_row set result = 'already', parts = '[]', our_principal_fen = null, our_interest_fen = null, our_penalty_fen = null where id = $1::uuid`,
              [row.id],
            );
          else {
            const seen = new Set(row.parts.map(({ cause }) => cause));
            if (OURS.some((key) => ours[key] !== row[key]) || ours.parts.some(({ cause }) => !seen.has(cause)))
              throw new BooksChangedSinceCheck();
            await once(
              run(em, `update bank_file_row set standing = 'booked', booked_at = $2::timestamptz where id = $1::uuid`, [
                row.id,
                this.clock.now().toISOString(),
              ]),
            );
          }
        }
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const problem = problemOf(error);
      const outcomes = rows.map(({ id }) => ({
        id,
        result: 'refused' as const,
        ourPrincipalFen: null,
        ourInterestFen: null,
        ourPenaltyFen: null,
        parts: [],
        problem,
      }));
      await work.transaction(sessionOf(by), (em) => writeOutcomes(em, outcomes));
    }
  }

  private async each(
    fileId: string,
    work: JobRun,
    by: Principal,
    results: readonly RowResult[],
    one: (loanId: string, rows: readonly EntryRow[], policy: PolicySnapshot) => Promise<void>,
  ): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const loans = await this.database.connection(sessionOf(by), (client) =>
      run<{ id: string }>(
        client,
        `select distinct loan_id as id from bank_file_row where file_id = $1::uuid and loan_id is not null and standing = 'proposed' and result = any ($2::text[]) order by 1`,
        [fileId, results],
      ),
    );
    for (const [done, { id }] of loans.entries()) {
      if (work.signal.aborted) throw new Error("the service stops: the bank's file goes on at its next start");
      const rows = await this.database.connection(sessionOf(by), (client) => entriesOf(client, fileId, id, results));
      await one(id, rows, policy);
      work.progress({ done: done + 1, total: loans.length });
    }
  }

  private async fileOf(fileId: string): Promise<WorkedFile | undefined> {
    const [file] = await this.database.connection(AS_SYSTEM, (client) =>
      run<WorkedFile>(
        client,
        `select state, bank_code as bank, released_by as "releasedBy", released_by_name as "releasedByName", entered_by as "enteredBy", entered_by_name as "enteredByName" from bank_file where id = $1::uuid`,
        [fileId],
      ),
    );
    return file;
  }

  private async stop(fileId: string): Promise<void> {
    await this.database.connection(AS_SYSTEM, (client) =>
      run(
        client,
        `update bank_file set state = 'stopped', version = version + 1 where id = $1::uuid and state in ('checking', 'releasing')`,
        [fileId],
      ),
    );
  }

  /** Releasing took `bank.operate`, which a clerk of a bank alone has: the booking has no more rights than the clerk. */
  private clerk(bank: string, accountId: string, name: string): Principal {
    return Principal.parse({
      accountId,
      name,
      department: 'finance',
      roles: ['bank-clerk'],
      area: this.pack.county,
      bank,
      sessionId: 'bank-file',
    });
  }
}

/** Two files at once book one number of the bank at two loans: the second does not. @throws ReferenceUsed */
async function once<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (/bank_file_row_once/.test(String(error))) throw new ReferenceUsed();
    throw error;
  }
}
