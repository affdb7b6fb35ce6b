import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { Jobs } from '@jingzhun/jobs';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import type { BankFileState } from './bank-file-kinds.js';
import type { BankFileDeed } from './bank-file.dto.js';
import { FIXED } from './bank-file-rows.js';
import { BankFileNotFound, BankFileNotReady, BankFileStepNotPossible } from './bank-file.errors.js';
import { BookBankFile, CheckBankFile } from './bank-file-work.job.js';
import { missingForRelease, RECHECKED_FROM, WITHDRAWN_FROM, type ReleaseFacts } from './release.rules.js';

interface Locked extends ReleaseFacts {
  version: number;
}

/** Of a file: how many rows speak against its release, and who has had which part. Columns of `bank_file f`; $2: the account that asks. */
export const RELEASE_FACTS = `f.state, f.entered_by as "enteredBy",
    (select count(*)::int from bank_file_row r where r.file_id = f.id and r.result = 'refused') as "refusedRows",
    (select count(*)::int from bank_file_row r where r.file_id = f.id and r.result in ('book', 'differs') and r.standing = 'proposed') as "rowsToBook",
    (select coalesce(array_agg(r.file_row order by r.file_row), '{}') from bank_file_row r where r.file_id = f.id and r.kind = 'drawing' and r.standing = 'proposed' and r.result in ('book', 'differs')
      and exists (select from loan_event e where e.loan_id = r.loan_id and e.step in ('apply', 'approve') and e.actor_id = $2::uuid)) as "approvedRows"`;

/** Released, withdrawn, or checked again by clerks of the bank. */
@Injectable()
export class BankFileSteps {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  /** Books everything the check found good, in the name of who releases. @throws BankFileNotFound, BankFileStepNotPossible, BankFileNotReady */
  release(principal: Principal, id: string, version: number): Promise<void> {
    return this.step(principal, id, version, ['checked'], async (em, file) => {
      const missing = missingForRelease(file, principal.accountId);
      if (missing.length > 0) throw new BankFileNotReady(missing, file.approvedRows.map(approvedByYou));
      const jobId = await this.jobs.enqueue(em, BookBankFile, { fileId: id }, principal.accountId);
      await run(
        em,
        `update bank_file set state = 'releasing', job_id = $2::uuid, released_at = $3::timestamptz, released_by = $4::uuid, released_by_name = $5, version = version + 1 where id = $1::uuid`,
        [id, jobId, this.clock.now().toISOString(), principal.accountId, principal.name],
      );
      await this.log(em, principal, 'release', id, { rows: file.rowsToBook });
    });
  }

  /** Nothing more of it is booked; what was booked stays and is reversed one by one where it was wrong. */
  withdraw(principal: Principal, id: string, version: number, reason: string): Promise<void> {
    return this.step(principal, id, version, WITHDRAWN_FROM, async (em) => {
      await run(em, `update bank_file_row set standing = 'ended' where file_id = $1::uuid and standing = 'proposed'`, [id]);
      await run(
        em,
        `update bank_file set state = 'withdrawn', withdrawn_at = $2::timestamptz, withdrawn_by = $3::uuid, withdrawn_by_name = $4, reason = $5, version = version + 1 where id = $1::uuid`,
        [id, this.clock.now().toISOString(), principal.accountId, principal.name, reason],
      );
      await this.log(em, principal, 'withdraw', id);
    });
  }

  /** Against the books as they are now; what is wrong with the file itself stays wrong. */
  recheck(principal: Principal, id: string, version: number): Promise<void> {
    return this.step(principal, id, version, RECHECKED_FROM, async (em) => {
      await run(
        em,
        `update bank_file_row set result = 'waiting', problem = null, parts = '[]', our_principal_fen = null, our_interest_fen = null, our_penalty_fen = null
         where file_id = $1::uuid and standing = 'proposed' and loan_id is not null and (problem is null or problem ->> 'code' <> all ($2::text[]))`,
        [id, FIXED],
      );
      const jobId = await this.jobs.enqueue(em, CheckBankFile, { fileId: id }, principal.accountId);
      await run(em, `update bank_file set state = 'checking', job_id = $2::uuid, version = version + 1 where id = $1::uuid`, [id, jobId]);
      await this.log(em, principal, 'recheck', id);
    });
  }

  private async step(
    principal: Principal,
    id: string,
    version: number,
    from: readonly BankFileState[],
    work: (em: EntityManager, file: Locked) => Promise<void>,
  ): Promise<void> {
    assertWholeCounty(principal);
    await this.database.transaction(sessionOf(principal), async (em) => {
      const file = await lock(em, id, principal.accountId);
      if (file.version !== version) throw staleVersion(file.version);
      if (!from.includes(file.state)) throw new BankFileStepNotPossible(file.state);
      await work(em, file);
    });
  }

  private async log(
    em: EntityManager,
    principal: Principal,
    step: BankFileDeed,
    id: string,
    detail: Record<string, number> = {},
  ): Promise<void> {
    await this.audit.record(em, {
      ...{
        actor: actorOf(principal),
        action: `bank-file.${kebab(step)}`,
        objectType: 'bank-file',
        objectId: id,
        result: 'success' as const,
      },
      detail,
    });
  }
}

async function lock(handle: Handle, id: string, accountId: string): Promise<Locked> {
  const [file] = await run<Locked>(handle, `select f.version, ${RELEASE_FACTS} from bank_file f where f.id = $1::uuid for update of f`, [
    id,
    accountId,
  ]);
  if (!file) throw new BankFileNotFound();
  return file;
}

const approvedByYou = (line: number): RefusalProblem => ({
  pointer: `/rows/${line}`,
  code: 'bank-file.approved-by-you',
  zh: `第${line}行：这笔贷款由您审批，不能再由您放款。`,
  en: `Row ${line}: you have approved the loan; another clerk pays it out.`,
});
