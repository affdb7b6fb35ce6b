import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { kebab } from '@jingzhun/domain/lifecycle';
import type { Principal } from '@jingzhun/auth';
import type { DataOf } from '@jingzhun/events/define-event';
import { LoanListChangedV1 } from '@jingzhun/events/finance/loan-list-changed.v1';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { Outbox } from '@jingzhun/messaging';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { staleVersion } from '@jingzhun/service-shell';
import { LenderBankNotFound } from '../risk-fund/risk-fund.errors.js';
import { candidates } from './loan-candidates.js';
import type { DecideLoanListRequest, LoanCandidate, ProposeLoanListRequest, LoanListDeed } from './loan-list.dto.js';
import { LoanListDecided, LoanListNeedsAnother, LoanListNotFound, LoanListOutsideArea, LoanListRefused } from './loan-list.errors.js';

interface ListRow {
  readonly state: 'proposed' | 'confirmed' | 'rejected';
  readonly area: string;
  readonly proposedBy: string;
  readonly version: number;
}

const USED = ['loan.borrower.age', 'loan.household.capFen'] as const;

/** Joint lists with industry: what finance heard of accepted projects, beside what a bank lends. */
@Injectable()
export class LoanLists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** @returns id. @throws LoanListOutsideArea, LenderBankNotFound, LoanListRefused with every wrong line */
  async propose(principal: Principal, { bankCode, area, lines }: ProposeLoanListRequest): Promise<string> {
    if (!area.startsWith(principal.area)) throw new LoanListOutsideArea();
    const asOf = this.clock.today();
    const policy = await this.policies.snapshot(asOf, this.pack.county);
    return this.database.transaction(sessionOf(principal), async (em) => {
      // two lists at once: the second sees which projects the first has
      await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.loanLists]);
      if ((await run(em, 'select from lender_bank where code = $1', [bankCode])).length === 0) throw new LenderBankNotFound();
      const claims = lines.map(({ claimId }) => claimId as string);
      const { items: found } = await candidates(em, { area, bank: bankCode, asOf, claims, limit: claims.length }, policy);
      const known = new Map(found.map((one) => [one.claimId, one]));
      const wrong = problemsOf(lines, known);
      if (wrong.length > 0) throw new LoanListRefused(wrong);
      const id = newId(this.clock) as string;
      await run(
        em,
        `insert into joint_loan_list (id, bank_code, area, as_of, state, proposed_at, proposed_by, proposed_by_name, policy_parameter_ids)
         values ($1::uuid, $2, $3, $4::date, 'proposed', $5::timestamptz, $6::uuid, $7, $8::uuid[])`,
        [
          ...[id, bankCode, area, asOf, this.clock.now().toISOString(), principal.accountId, principal.name],
          USED.map((key) => policy.get(key).parameterId),
        ],
      );
      await this.write(em, id, bankCode, lines, known);
      await this.log(em, principal, 'propose', id, { bank: bankCode, rows: lines.length });
      return id;
    });
  }

  /** @throws LoanListNotFound, LoanListOutsideArea, LoanListNeedsAnother, LoanListDecided, a stale version */
  async decide(principal: Principal, id: string, version: number, { decision, reason }: DecideLoanListRequest): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      const list = await this.lock(em, principal, id, version);
      if (list.proposedBy === principal.accountId) throw new LoanListNeedsAnother();
      if (list.state !== 'proposed') throw new LoanListDecided();
      const confirmed = decision === 'confirm';
      await run(
        em,
        `update joint_loan_list set state = $2, decided_at = $3::timestamptz, decided_by = $4::uuid, decided_by_name = $5, reason = $6, version = version + 1 where id = $1::uuid`,
        [
          ...[id, confirmed ? 'confirmed' : 'rejected', this.clock.now().toISOString(), principal.accountId, principal.name],
          reason ?? null,
        ],
      );
      await run(em, 'update joint_loan_line set standing = $2 where list_id = $1::uuid', [id, confirmed ? 'listed' : 'ended']);
      if (confirmed) await this.tell(em, id);
      await this.log(em, principal, decision, id);
    });
  }

  /** A line that no longer holds; the list says so to the bank and to industry. @throws LoanListNotFound, LoanListOutsideArea, LoanListDecided, a stale version */
  async withdraw(principal: Principal, id: string, lineId: string, version: number, reason: string): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      const list = await this.lock(em, principal, id, version);
      if (list.state !== 'confirmed') throw new LoanListDecided();
      const ended = await run(
        em,
        `update joint_loan_line set standing = 'ended', withdrawn_at = $3::timestamptz, withdrawn_by = $4::uuid, withdrawn_by_name = $5, withdrawn_because = $6
         where id = $2::uuid and list_id = $1::uuid and standing = 'listed' returning id`,
        [id, lineId, this.clock.now().toISOString(), principal.accountId, principal.name, reason],
      );
      if (ended.length === 0) throw new LoanListDecided();
      await run(em, 'update joint_loan_list set version = version + 1 where id = $1::uuid', [id]);
      await this.tell(em, id);
      await this.log(em, principal, 'withdrawLine', id);
    });
  }

  private async lock(em: EntityManager, { area }: Principal, id: string, version: number): Promise<ListRow> {
    const [list] = await run<ListRow>(
      em,
      'select state, area, proposed_by as "proposedBy", version from joint_loan_list where id = $1::uuid for update',
      [id],
    );
    if (!list) throw new LoanListNotFound();
    if (!list.area.startsWith(area)) throw new LoanListOutsideArea();
    if (list.version !== version) throw staleVersion(list.version);
    return list;
  }

  private async write(
    em: EntityManager,
    id: string,
    bankCode: string,
    lines: ProposeLoanListRequest['lines'],
    known: ReadonlyMap<string, LoanCandidate>,
  ): Promise<void> {
    const rows = lines.map((line) => ({ ...line, ...(known.get(line.claimId) as LoanCandidate) }));
    await run(
      em,
      `insert into joint_loan_line (id, list_id, position, bank_code, claim_id, household_id, household_number, head_name, village_code, project, purpose, needed_fen, used_fen, room_fen,
         is_registered, is_eligible, loan_id)
       select r.id, $1::uuid, r.position, $2, r.claim, r.household, r.number, r.head, r.village, r.project::jsonb, r.purpose, nullif(r.needed, 0), r.used, r.room, r.registered, r.eligible,
         nullif(r.loan, '')::uuid
       from unnest($3::uuid[], $4::int[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bool[],
         $16::bool[], $17::text[]) as r (id, position, claim, household, number, head, village, project, purpose, needed, used, room, registered, eligible, loan)`,
      [
        id,
        bankCode,
        rows.map(() => newId(this.clock)),
        rows.map((_, i) => i + 1),
        rows.map(({ claimId }) => claimId),
        rows.map(({ householdId }) => householdId),
        rows.map(({ householdNumber }) => householdNumber),
        rows.map(({ headName }) => headName),
        rows.map(({ villageCode }) => villageCode),
        rows.map(({ project }) => JSON.stringify(project)),
        rows.map(({ purpose }) => purpose),
        rows.map(({ neededFen }) => neededFen ?? 0),
        rows.map(({ usedFen }) => usedFen),
        rows.map(({ roomFen }) => roomFen),
        rows.map(({ isRegistered }) => isRegistered),
        rows.map(({ isEligible }) => isEligible),
        rows.map(({ loan }) => loan?.id ?? ''),
      ],
    );
  }

  /** The whole list as it stands, so that whoever hears it late or twice holds the same. */
  private async tell(em: EntityManager, id: string): Promise<void> {
    const [list] = await run<DataOf<typeof LoanListChangedV1>>(
      em,
      `select l.id as "listId", l.number::int as number, l.version, l.bank_code as "bankCode", l.area, l.as_of::text as "asOf",
         to_char(l.decided_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "confirmedOn",
         (select json_agg(json_build_object('lineId', n.id, 'projectId', n.project ->> 'projectId', 'householdId', n.household_id, 'villageCode', n.village_code, 'purpose', n.purpose,
           'isEligible', n.is_eligible, 'state', case n.standing when 'listed' then 'listed' else 'withdrawn' end) order by n.position) from joint_loan_line n where n.list_id = l.id) as lines
       from joint_loan_list l where l.id = $1::uuid`,
      [id],
    );
    if (list) this.outbox.add(em, LoanListChangedV1, { division: list.area.padEnd(12, '0'), orderingKey: id, data: list });
  }

  private log(
    em: EntityManager,
    by: Principal,
    what: LoanListDeed,
    id: string,
    detail?: Record<string, string | number>,
  ): Promise<unknown> {
    return this.audit.record(em, {
      ...{ actor: actorOf(by), action: `loan-list.${kebab(what)}`, objectType: 'loan-list', objectId: id, result: 'success' },
      ...(detail ? { detail } : {}),
    });
  }
}

/** Lines are named by their place; no name or number of anybody. */
function problemsOf(lines: ProposeLoanListRequest['lines'], known: ReadonlyMap<string, LoanCandidate>): RefusalProblem[] {
  const seen = new Set<string>();
  return lines.flatMap(({ claimId, neededFen }, i): RefusalProblem[] => {
    const one = known.get(claimId);
    const at = (code: string, zh: string, en: string): RefusalProblem => ({
      ...{ pointer: `/lines/${i}`, code: `loan-list.${code}` },
      ...{ zh: `第${i + 1}行：${zh}`, en: `Line ${i + 1}: ${en}` },
    });
    const again = seen.has(claimId);
    seen.add(claimId);
    if (!one) return [at('project-unknown', '本辖区没有这个已验收的项目。', 'your area has no such accepted project.')];
    if (again) return [at('twice', '同一项目出现两次。', 'the same project twice.')];
    if (one.listedIn !== null)
      return [at('listed', `这个项目已在第 ${one.listedIn} 号联合名单中。`, `list ${one.listedIn} has this project already.`)];
    if (neededFen === undefined && !one.loan)
      return [
        at('no-need', '没有填写贷款需求，该户在这家银行也没有贷款。', 'no need was given, and the household has no loan of this bank.'),
      ];
    return neededFen !== undefined && neededFen > one.roomFen
      ? [at('above-cap', '贷款需求超出该户剩余的贷款额度。', 'the need is above what the cap leaves the household.')]
      : [];
  });
}
