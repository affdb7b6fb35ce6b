import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { ADVISORY_LOCKS, Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { staleVersion } from '@jingzhun/service-shell';
import { OverlapChecks, type LineOfWhole } from '../benefit-overlap/overlap-checks.js';
import { FundNotFound } from '../budget/budget.errors.js';
import type { FundPurpose } from '../budget/budget.dto.js';
import { purposesOf } from '../budget/fund-purposes.js';
import { Commitments } from '../budget/commitments.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { setOffs } from './correction.rules.js';
import { INTEREST_CAUSE, InterestBook } from './interest-book.js';
import type { ApproveClaimRequest, ClaimState } from './interest-claim.dto.js';
import {
  bookChanged,
  ClaimBooksChanged,
  ClaimDecided,
  ClaimNeedsAnother,
  ClaimNotFound,
  NoInterestMoney,
  NothingToGrant,
} from './interest-claim.errors.js';
import { TO_CHECK } from './interest-claim.queries.js';
import { overpaidOf } from './overpaid-interest.js';

interface GrantedLine extends LineOfWhole {
  id: string;
  grantedFen: number;
}

interface ClosedLine {
  id: string;
  villageCode: string;
  householdId: string;
  grantedFen: number;
  cutFen: number;
}

interface ClaimRow {
  state: ClaimState;
  version: number;
  enteredBy: string;
}

/** A bank's claim is approved or refused by another person than who took it, as a whole. */
@Injectable()
export class ClaimDecisions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(OverlapChecks) private readonly overlaps: OverlapChecks,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(InterestBook) private readonly book: InterestBook,
  ) {}

  /** What is granted waits for its payment from now on; its money is committed. @throws FundNotFound, NoInterestMoney, NothingToGrant, ClaimBooksChanged, AllotmentExceeded, what `OverlapChecks` throws */
  async approve(principal: Principal, id: string, version: number, { fundCode, overlaps }: ApproveClaimRequest): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    await this.database.transaction(sessionOf(principal), async (em) => {
      await this.lock(em, principal, id, version);
      const [fund] = await run<{ purpose: FundPurpose }>(em, 'select purpose from fund where code = $1', [fundCode]);
      if (!fund) throw new FundNotFound();
      if (!purposesOf(policy, 'interestSubsidy').value.includes(fund.purpose)) throw new NoInterestMoney();
      const lines = await this.stillTrue(em, id);
      await this.overlaps.pass(
        em,
        principal,
        lines.map((line) => line.id),
        policy,
        overlaps,
        lines,
      );
      const granted = await this.close(em, principal, id, fundCode, policy);
      await this.decide(em, principal, id, 'approved', { fundCode });
      await this.log(em, principal, { action: 'interest-claim.approve' }, id, { fund: fundCode, granted });
    });
  }

  /** Nothing of it is paid; the bank may send another file for the quarter. */
  async refuse(principal: Principal, id: string, version: number, reason: string): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      await this.lock(em, principal, id, version);
      await run(em, `update interest_claim_line set state = 'refused' where claim_id = $1::uuid`, [id]);
      await this.decide(em, principal, id, 'refused', { reason });
      await this.log(em, principal, { action: 'interest-claim.refuse' }, id);
    });
  }

  /** What is about to be granted, as the file has it: no reversal or misuse comes between looking and approving. @throws ClaimBooksChanged */
  private async stillTrue(em: EntityManager, id: string): Promise<GrantedLine[]> {
    // every movement and decision locks its loan for update; in one order, so that two approvals never wait for each other
    await run(
      em,
      `select from loan where id in (select loan_id from interest_claim_line where claim_id = $1::uuid and (granted_fen > 0 or result = 'corrected')) order by id for share`,
      [id],
    );
    const lines = await run<GrantedLine & { isToCheck: boolean }>(
      em,
      `select l.id, l.position, l.contract_number as "contractNumber", l.granted_fen::float8 as "grantedFen", ${TO_CHECK} as "isToCheck" from interest_claim_line l
       where l.claim_id = $1::uuid and (l.granted_fen > 0 or l.result = 'corrected') order by l.position`,
      [id],
    );
    const changed = lines.filter(({ isToCheck }) => isToCheck);
    if (changed.length > 0) throw new ClaimBooksChanged(changed.map(bookChanged));
    return lines.filter(({ grantedFen }) => grantedFen > 0);
  }

  /** Granted, less what the household has had too much before; a correction that pays nothing is settled with it. */
  private async close(em: EntityManager, principal: Principal, id: string, fundCode: string, policy: PolicySnapshot): Promise<number> {
    const lines = await run<ClosedLine>(
      em,
      `select l.id, l.village_code as "villageCode", l.household_id as "householdId", l.granted_fen::float8 as "grantedFen", l.cut_fen::float8 as "cutFen" from interest_claim_line l
       where l.claim_id = $1::uuid and (l.granted_fen > 0 or l.result = 'corrected') order by l.position`,
      [id],
    );
    if (lines.length === 0) throw new NothingToGrant();
    await run(
      em,
      `update interest_claim_line set state = 'settled' where claim_id = $1::uuid and result = 'corrected' and granted_fen = 0`,
      [id],
    );
    const households = [...new Set(lines.map(({ householdId }) => householdId))];
    // what this claim cuts counts already
    // nothing is paid back or given up meanwhile; before any fund is held
    await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.interestSums]);
    const taken = setOffs(lines, await overpaidOf(em, households));
    await run(
      em,
      `update interest_claim_line l set set_off_fen = o.fen, state = case when l.granted_fen = o.fen then 'settled' else 'granted' end
       from unnest($1::uuid[], $2::bigint[]) as o (id, fen) where l.id = o.id`,
      [[...taken.keys()], [...taken.values()]],
    );
    await run(em, `update interest_claim_line set state = 'granted' where claim_id = $1::uuid and granted_fen > 0 and state = 'open'`, [
      id,
    ]);
    await run(em, `update interest_claim_line set state = 'refused' where claim_id = $1::uuid and state = 'open'`, [id]);
    await this.commitments.commit(
      em,
      lines
        .map(({ id: line, villageCode, grantedFen }) => ({ line, villageCode, amountFen: grantedFen - (taken.get(line) ?? 0) }))
        .filter(({ amountFen }) => amountFen > 0)
        .map(({ line, villageCode, amountFen }) => ({ fundCode, villageCode, amountFen, cause: { type: INTEREST_CAUSE, id: line } })),
      policy,
    );
    await this.book.overpaid(em, principal, lines);
    await this.book.setOff(em, principal, lines, taken);
    return lines.length;
  }

  private async lock(em: EntityManager, principal: Principal, id: string, version: number): Promise<void> {
    assertWholeCounty(principal);
    const [claim] = await run<ClaimRow>(
      em,
      'select state, version, entered_by as "enteredBy" from interest_claim where id = $1::uuid for update',
      [id],
    );
    if (!claim) throw new ClaimNotFound();
    if (claim.version !== version) throw staleVersion(claim.version);
    if (claim.state !== 'received') throw new ClaimDecided(claim.state);
    if (claim.enteredBy === principal.accountId) throw new ClaimNeedsAnother();
  }

  private async decide(
    em: EntityManager,
    principal: Principal,
    id: string,
    state: ClaimState,
    { fundCode = null, reason = null }: { fundCode?: string | null; reason?: string | null },
  ): Promise<void> {
    await run(
      em,
      `update interest_claim set state = $2, fund_code = $3, reason = $4, decided_at = $5::timestamptz, decided_by = $6::uuid, decided_by_name = $7, version = version + 1
       where id = $1::uuid`,
      [id, state, fundCode, reason, this.clock.now().toISOString(), principal.accountId, principal.name],
    );
  }

  private async log(
    em: EntityManager,
    principal: Principal,
    { action }: { action: string },
    id: string,
    detail: Record<string, string | number> = {},
  ): Promise<void> {
    await this.audit.record(em, {
      actor: actorOf(principal),
      action,
      objectType: 'interest_claim',
      objectId: id,
      result: 'success',
      detail,
    });
  }
}
