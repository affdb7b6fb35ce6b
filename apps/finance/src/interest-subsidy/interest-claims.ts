import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { codeOf } from '@jingzhun/domain/division-code';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { defineTable, identifier, readTable, yuan } from '@jingzhun/workbooks';
import { LenderBankNotFound } from '../risk-fund/risk-fund.errors.js';
import { assertOnceAndKnown, linesOf, type Line } from './claim-lines.js';
import { matchClaim } from './claim-match.rules.js';
import type { ClaimState, TakeClaimQuery } from './interest-claim.dto.js';
import { ClaimFileRefused, QuarterNotOver } from './interest-claim.errors.js';
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

/** A bank's claims are taken with the result of every line; `ClaimDecisions` approves or refuses them as a whole. */
@Injectable()
export class InterestClaims {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
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
    const [extension, ceiling] = [policy.get('interestSubsidy.extension'), policy.get('interestSubsidy.ceiling')];
    const rules = { months: months.value, shareBp: share.value, extension: extension.value, ceiling: ceiling.value };
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
      const loans = await subsidisedLoans(em, { bank: bankCode, quarter, until: period.to }, policy);
      assertOnceAndKnown(rows, loans);
      const claimed = rows.map(({ line, row }) => ({ row: line, ...row }));
      const match = matchClaim(claimed, loans, period, rules);
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
          [months, share, extension, ceiling].map(({ parameterId }) => parameterId),
          this.clock.now().toISOString(),
          principal.accountId,
          principal.name,
        ],
      );
      await this.writeLines(em, id, bankCode, quarter, lines);
      await this.audit.record(em, {
        ...{ actor: actorOf(principal), action: 'interest-claim.take', objectType: 'interest_claim', objectId: id, result: 'success' },
        detail: { rows: rows.length, granted: lines.filter(({ grantedFen }) => grantedFen > 0).length },
      });
      return id;
    });
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
}
