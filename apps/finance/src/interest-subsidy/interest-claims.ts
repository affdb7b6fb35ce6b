import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { codeOf } from '@jingzhun/domain/division-code';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { defineTable, identifier, readTable, yuan } from '@jingzhun/workbooks';
import { staleVersion } from '@jingzhun/service-shell';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { FundNotFound } from '../budget/budget.errors.js';
import { OverlapChecks, type LineOfWhole } from '../benefit-overlap/overlap-checks.js';
import { Commitments } from '../budget/commitments.js';
import { CountyPack } from '../county-pack.js';
import { LenderBankNotFound } from '../risk-fund/risk-fund.errors.js';
import { assertOnceAndKnown, linesOf, type Line } from './claim-lines.js';
import { setOffs } from './correction.rules.js';
import { matchClaim } from './claim-match.rules.js';
import type { ClaimState, TakeClaimQuery, ApproveClaimRequest } from './interest-claim.dto.js';
import {
  bookChanged,
  ClaimBooksChanged,
  ClaimDecided,
  ClaimFileRefused,
  ClaimNeedsAnother,
  ClaimNotFound,
  NoInterestMoney,
  NothingToGrant,
  QuarterNotOver,
} from './interest-claim.errors.js';
import { TO_CHECK } from './interest-claim.queries.js';
import { INTEREST_CAUSE } from './interest-payables.js';
import { periodOf } from './quarter.js';
import { subsidisedLoans } from './subsidised-loans.js';

/** What a bank sends after each quarter; described in docs/integrate/bank-files.md. */
export const INTEREST_CLAIM = defineTable(
  { zh: '贴息申报表', en: 'claim for interest subsidy', needsTotal: true },
  {
    contractNumber: { title: '合同编号', aliases: ['借款合同号', '合同号'], read: identifier, required: true },
    claimedFen: { title: '申报贴息（元）', aliases: ['申报金额（元）', '贴息金额（元）'], read: yuan, required: true, summed: true },
  },
);

interface GrantedLine extends LineOfWhole {
  id: string;
  grantedFen: number;
}

interface ClosedLine {
  id: string;
  villageCode: string;
  householdId: string;
  grantedFen: number;
}

interface ClaimRow {
  state: ClaimState;
  version: number;
  enteredBy: string;
}

/** A bank's claims: taken with the result of every line, then approved or refused by another person, as a whole. */
@Injectable()
export class InterestClaims {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(OverlapChecks) private readonly overlaps: OverlapChecks,
    @Inject(Commitments) private readonly commitments: Commitments,
  ) {}

  /**
   * The same file for the same quarter is the claim it was, unless that was refused, or decided and there is more to grant or to put right now.
   *
   * @returns id. @throws QuarterNotOver, LenderBankNotFound, ClaimFileRefused, FileRefused
   */
  async take(principal: Principal, { bankCode, quarter }: TakeClaimQuery, content: Buffer): Promise<string> {
    const today = this.clock.today();
    const period = periodOf(quarter);
    if (period.to >= today) throw new QuarterNotOver();
    const { rows, problems } = await readTable(content, INTEREST_CLAIM, { today });
    if (problems.length > 0) throw new ClaimFileRefused(problems);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const policy = await this.policies.snapshot(period.to, this.pack.county);
    const [months, share] = [policy.get('interestSubsidy.months'), policy.get('interestSubsidy.shareBp')];
    return this.database.transaction(sessionOf(principal), async (em) => {
      // two files of one quarter: the second sees what the first was granted
      await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.interestClaims]);
      if (principal.bank !== undefined && principal.bank !== bankCode) throw new LenderBankNotFound();
      if ((await run(em, 'select from lender_bank where code = $1', [bankCode])).length === 0) throw new LenderBankNotFound();
      const [known] = await run<{ id: string; state: ClaimState }>(
        em,
        `select id, state from interest_claim where bank_code = $1 and quarter = $2 and sha256 = $3 and state <> 'refused' order by number desc limit 1`,
        [bankCode, quarter, sha256],
      );
      if (known?.state === 'received') return known.id;
      const loans = await subsidisedLoans(em, bankCode, quarter, period.to);
      assertOnceAndKnown(rows, loans);
      const claimed = rows.map(({ line, row }) => ({ row: line, ...row }));
      const match = matchClaim(claimed, loans, period, { months: months.value, shareBp: share.value });
      const lines = linesOf(match, loans);
      // once decided, the same words bring something only where a household has paid since or the books have changed
      if (known && !lines.some(({ grantedFen, result: is }) => grantedFen > 0 || is === 'corrected')) return known.id;
      const id = newId(this.clock) as string;
      await run(
        em,
        `insert into interest_claim (id, bank_code, quarter, sha256, state, policy_parameter_ids, entered_at, entered_by, entered_by_name)
         values ($1::uuid, $2, $3, $4, 'received', $5::uuid[], $6::timestamptz, $7::uuid, $8)`,
        [
          id,
          bankCode,
          quarter,
          sha256,
          [months.parameterId, share.parameterId],
          this.clock.now().toISOString(),
          principal.accountId,
          principal.name,
        ],
      );
      await this.writeLines(em, id, bankCode, quarter, lines);
      await this.log(em, principal, { action: 'interest-claim.take' }, id, {
        rows: rows.length,
        granted: lines.filter(({ grantedFen }) => grantedFen > 0).length,
      });
      return id;
    });
  }

  /** What is granted waits for its payment from now on; its money is committed. @throws FundNotFound, NoInterestMoney, NothingToGrant, ClaimBooksChanged, AllotmentExceeded, what `OverlapChecks` throws */
  async approve(principal: Principal, id: string, version: number, { fundCode, overlaps }: ApproveClaimRequest): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    await this.database.transaction(sessionOf(principal), async (em) => {
      await this.lock(em, principal, id, version);
      const [fund] = await run<{ purpose: string }>(em, 'select purpose from fund where code = $1', [fundCode]);
      if (!fund) throw new FundNotFound();
      if (fund.purpose !== 'interestSubsidy') throw new NoInterestMoney();
      const lines = await this.stillTrue(em, id);
      await this.overlaps.pass(
        em,
        principal,
        lines.map((line) => line.id),
        policy,
        overlaps,
        lines,
      );
      const granted = await this.close(em, id, fundCode, policy);
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
  private async close(em: EntityManager, id: string, fundCode: string, policy: PolicySnapshot): Promise<number> {
    const lines = await run<ClosedLine>(
      em,
      `select l.id, l.village_code as "villageCode", l.household_id as "householdId", l.granted_fen::float8 as "grantedFen" from interest_claim_line l
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
    const tooMuch = await run<{ householdId: string; fen: number }>(
      em,
      `select household_id as "householdId", sum(cut_fen - set_off_fen)::float8 as fen from interest_claim_line
       where household_id = any($1::uuid[]) and state not in ('open', 'refused', 'givenUp') group by household_id`,
      [households],
    );
    const taken = setOffs(lines, new Map(tooMuch.map(({ householdId, fen }) => [householdId, fen])));
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

  private async writeLines(em: EntityManager, claimId: string, bank: string, quarter: string, lines: readonly Line[]): Promise<void> {
    const county = codeOf(this.pack.county);
    await run(
      em,
      `insert into interest_claim_line (id, claim_id, position, file_row, bank_code, quarter, contract_number, loan_id, household_id, household_number, head_name, village_code,
         result, claimed_fen, our_fen, granted_fen, cut_fen, parts, state)
       select l.id, $1::uuid, l.position, nullif(l.file_row, 0), $2, $3, l.contract, nullif(l.loan, '')::uuid, nullif(l.household, '')::uuid, nullif(l.number, ''), nullif(l.head, ''), l.village,
         l.result, l.claimed, l.ours, l.granted, l.cut, l.parts::jsonb, 'open'
       from unnest($4::uuid[], $5::int[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::text[])
         as l (id, position, file_row, contract, loan, household, number, head, village, result, claimed, ours, granted, cut, parts)`,
      [
        ...[claimId, bank, quarter, lines.map(() => newId(this.clock)), lines.map((_, i) => i + 1), lines.map(({ row }) => row ?? 0)],
        ...[
          lines.map(({ contractNumber }) => contractNumber),
          lines.map(({ loan }) => loan?.id ?? ''),
          lines.map(({ loan }) => loan?.householdId ?? ''),
        ],
        ...[lines.map(({ loan }) => loan?.householdNumber ?? ''), lines.map(({ loan }) => loan?.headName ?? '')],
        // what nobody here knows belongs to the county
        ...[lines.map(({ loan }) => loan?.villageCode ?? county), lines.map(({ result }) => result)],
        ...[lines.map(({ claimedFen }) => claimedFen), lines.map(({ ourFen }) => ourFen), lines.map(({ grantedFen }) => grantedFen)],
        lines.map(({ cutFen = 0 }) => cutFen),
        lines.map(({ parts }) => JSON.stringify(parts)),
      ],
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
