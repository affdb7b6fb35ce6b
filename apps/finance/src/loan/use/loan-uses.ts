import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Attachments } from '@jingzhun/evidence';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { isRunning } from '../lifecycle/loan-state.js';
import { lockLoan, type LoanRow } from '../loan-rows.js';
import { LoanDateRefused } from '../loan.errors.js';
import type { AddLoanDocumentsRequest, DecideMisuseRequest, DocumentKind, RecordUseCheckRequest } from './loan-use.dto.js';
import { CheckerDoesNotDecide, FinderDoesNotLift, MisuseNotDecidable, NoUseToCheck, UseNotSeen, UseSeenBefore } from './loan-use.errors.js';
import { misuseDecidable, type MisuseSoFar } from './misuse.rules.js';

const SO_FAR = `select (select count(*)::int from loan_misuse where loan_id = $1::uuid) as decisions,
    (select json_build_object('what', what, 'on', on_date, 'by', recorded_by) from loan_misuse where loan_id = $1::uuid order by position desc limit 1) as decision,
    (select json_build_object('id', c.id, 'on', c.on_date, 'finding', c.finding, 'by', c.recorded_by, 'isDecided', exists (select from loan_misuse m where m.check_id = c.id))
      from loan_use_check c where c.loan_id = $1::uuid order by c.on_date desc, c.recorded_at desc, c.id desc limit 1) as look`;

/** Papers of a loan, looking at what its money was used for, and what follows when it was used otherwise. */
@Injectable()
export class LoanUses {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  /** @throws LoanNotFound, what `Attachments.require` throws */
  async addDocuments(principal: Principal, id: string, { kind, attachmentIds }: AddLoanDocumentsRequest): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      const row = await lockLoan(em, id);
      await this.attach(em, principal, row, kind, attachmentIds);
      await this.log(em, principal, 'loan.add-documents', id, { kind, documents: attachmentIds.length });
    });
  }

  /** @throws LoanNotFound, NoUseToCheck, UseNotSeen, UseSeenBefore, LoanDateRefused */
  async check(principal: Principal, id: string, { on, finding, remark, attachmentIds }: RecordUseCheckRequest): Promise<void> {
    if (finding !== 'notSeen' && attachmentIds.length === 0) throw new UseNotSeen();
    await this.database.transaction(sessionOf(principal), async (em) => {
      const row = await lockLoan(em, id);
      if (!isRunning(row.state)) throw new NoUseToCheck();
      await this.assertDay(em, row, on);
      const checkId = newId(this.clock) as string;
      await run(
        em,
        `insert into loan_use_check (id, loan_id, village_code, bank_code, on_date, finding, remark, recorded_at, recorded_by, recorded_by_name)
         values ($1::uuid, $2::uuid, $3, $4, $5::date, $6, $7, $8::timestamptz, $9::uuid, $10)`,
        [
          checkId,
          id,
          row.villageCode,
          row.bankCode,
          on,
          finding,
          remark,
          this.clock.now().toISOString(),
          principal.accountId,
          principal.name,
        ],
      );
      const fresh = await this.attach(em, principal, row, 'photo', attachmentIds, checkId);
      if (finding !== 'notSeen' && fresh === 0) throw new UseSeenBefore();
      await this.log(em, principal, 'loan.check-use', id, { finding, documents: attachmentIds.length });
    });
  }

  /**
   * Money used otherwise: nothing more is paid out or extended, the county bears no interest from the day on which it was seen, and the
   * household is lent nothing new until it is put right. @throws MisuseNotDecidable, CheckerDoesNotDecide, FinderDoesNotLift
   */
  async decide(principal: Principal, id: string, { what, reason }: DecideMisuseRequest): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      const row = await lockLoan(em, id);
      // whatever is lent the household at this moment, at any bank, is decided before or sees this
      await run(em, 'select from household_credit where household_id = $1::uuid for update', [row.householdId]);
      const [at] = await run<MisuseSoFar & { decisions: number }>(em, SO_FAR, [id]);
      const may = misuseDecidable(at as MisuseSoFar, principal.accountId);
      if (may?.what !== what) throw new MisuseNotDecidable(what);
      if (may.isOwn) throw what === 'found' ? new CheckerDoesNotDecide() : new FinderDoesNotLift();
      const today = plainDateInShanghai(this.clock.now());
      await run(
        em,
        `insert into loan_misuse (id, loan_id, village_code, household_id, position, what, on_date, check_id, reason, recorded_at, recorded_by, recorded_by_name)
         values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7::date, nullif($8, '')::uuid, $9, $10::timestamptz, $11::uuid, $12)`,
        [
          ...[newId(this.clock), id, row.villageCode, row.householdId, (at?.decisions ?? 0) + 1, what],
          ...(may.what === 'found' ? [may.look.on, may.look.id] : [today, '']),
          ...[reason, this.clock.now().toISOString(), principal.accountId, principal.name],
        ],
      );
      await this.log(em, principal, what === 'found' ? 'loan.find-misuse' : 'loan.put-misuse-right', id, {});
    });
  }

  /** @returns how many of them no earlier check or paper of the loan has, whatever they were uploaded as */
  private async attach(
    em: EntityManager,
    by: Principal,
    row: LoanRow,
    kind: DocumentKind,
    ids: readonly string[],
    checkId?: string,
  ): Promise<number> {
    const refs = await this.attachments.require(em, ids, { on: { type: 'loan', id: row.id } });
    if (refs.length === 0) return 0;
    const [added] = await run<{ fresh: number }>(
      em,
      `with added as (insert into loan_document (id, loan_id, village_code, bank_code, kind, check_id, attachment_id, sha256, recorded_at, recorded_by, recorded_by_name)
       select r.id, $1::uuid, $2, $3, $4, nullif($5, '')::uuid, r.attachment_id, r.sha256, $6::timestamptz, $7::uuid, $8
       from unnest($9::uuid[], $10::uuid[], $11::text[]) as r (id, attachment_id, sha256) on conflict (loan_id, attachment_id) do nothing returning sha256)
       select count(*)::int as fresh from added a where not exists (select from loan_document d where d.loan_id = $1::uuid and d.sha256 = a.sha256)`,
      [
        ...[row.id, row.villageCode, row.bankCode, kind, checkId ?? '', this.clock.now().toISOString(), by.accountId, by.name],
        ...[refs.map(() => newId(this.clock)), refs.map(({ id }) => id), refs.map(({ sha256 }) => sha256)],
      ],
    );
    return added?.fresh ?? 0;
  }

  private async assertDay(em: EntityManager, row: LoanRow, on: PlainDate): Promise<void> {
    const today = plainDateInShanghai(this.clock.now());
    if (on > today) throw new LoanDateRefused('future', today);
    const [first] = await run<{ on: string }>(
      em,
      `select min(on_date)::text as on from loan_movement m where m.loan_id = $1::uuid and m.kind = 'drawing' and not exists (select from loan_movement r where r.reverses = m.id)`,
      [row.id],
    );
    if (first && on < first.on) throw new LoanDateRefused('beforeMoney', first.on);
  }

  private async log(
    em: EntityManager,
    principal: Principal,
    action: string,
    id: string,
    detail: Record<string, string | number>,
  ): Promise<void> {
    await this.audit.record(em, { actor: actorOf(principal), action, objectType: 'loan', objectId: id, result: 'success', detail });
  }
}
