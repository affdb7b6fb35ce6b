import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import type { ClaimLinesQuery, InterestClaim, InterestClaimLine, InterestClaimLines, InterestClaimList } from './interest-claim.dto.js';
import { ClaimNotFound } from './interest-claim.errors.js';

const at = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Sums are those of the lines one may see. */
const CLAIM = `select c.id, c.number::int as number, c.bank_code as "bankCode", b.name_zh as "bankNameZh", b.name_en as "bankNameEn", c.quarter, c.state, c.fund_code as "fundCode",
    s.rows, s.claimed as "claimedFen", s.ours as "ourFen", s.granted as "grantedFen", s.cut as "cutFen", s."byResult",
    (select json_build_object('months', r.said -> 'interestSubsidy.months', 'shareBp', r.said -> 'interestSubsidy.shareBp',
        'extensionIsSubsidised', r.said -> 'interestSubsidy.extension' -> 'isSubsidised', 'mostFen', r.said -> 'interestSubsidy.ceiling' -> 'mostFen', 'above', r.said -> 'interestSubsidy.ceiling' -> 'above')
      from (select jsonb_object_agg(p.key, p.value) as said from policy_parameter p where p.id = any (c.policy_parameter_ids)) r) as rules,
    c.entered_by_name as "enteredByName", ${at('c.entered_at')} as "enteredAt", c.decided_by_name as "decidedByName", ${at('c.decided_at')} as "decidedAt", c.reason, c.version
  from interest_claim c join lender_bank b on b.code = c.bank_code
  cross join lateral (select coalesce(sum(g.rows), 0)::int as rows, coalesce(sum(g.claimed), 0)::float8 as claimed, coalesce(sum(g.ours) filter (where g.result <> 'notClaimed'), 0)::float8 as ours,
      coalesce(sum(g.granted), 0)::float8 as granted, coalesce(sum(g.cut), 0)::float8 as cut,
      coalesce(json_agg(json_build_object('result', g.result, 'lines', g.lines, 'claimedFen', g.claimed, 'ourFen', g.ours) order by g.result), '[]') as "byResult"
    from (select l.result, count(*)::int as lines, count(l.file_row) as rows, sum(l.claimed_fen)::float8 as claimed, sum(l.our_fen)::float8 as ours, sum(l.granted_fen)::float8 as granted, sum(l.cut_fen)::float8 as cut
          from interest_claim_line l where l.claim_id = c.id group by l.result) g) s`;

const AFTER_QUARTER = 'quarter_ends_before(l.quarter)';

/** Lines that say what a quarter of a loan was granted. */
const counts = (line: string): string =>
  `(${line}.granted_fen > 0 or ${line}.result = 'corrected') and ${line}.state not in ('refused', 'givenUp')`;

/** Granted for the quarter of line `l`, without what was cut. */
export const NET_FEN = `(select coalesce(sum(n.granted_fen - n.cut_fen), 0) from interest_claim_line n where n.loan_id = l.loan_id and n.quarter = l.quarter and ${counts('n')})`;

/**
 * The last word about a quarter of a loan, on books that changed afterwards: a movement up to the end of the quarter was reversed or
 * recorded, rate or term changed, another use decided, or the interest is no longer paid; or a part of what was granted was given up
 * since, and less is left than the last word says.
 */
export const TO_CHECK = `(${counts('l')} and exists (select from interest_claim c where c.id = l.claim_id
    and not exists (select from interest_claim_line n join interest_claim nc on nc.id = n.claim_id where n.loan_id = l.loan_id and n.quarter = l.quarter and ${counts('n')} and nc.number > c.number) and (
    exists (select from loan_movement m join loan_movement r on r.reverses = m.id where m.loan_id = l.loan_id and m.kind in ('drawing', 'repayment')
      and r.recorded_at > c.entered_at and m.on_date < ${AFTER_QUARTER})
    or exists (select from loan_movement m where m.loan_id = l.loan_id and m.kind in ('drawing', 'repayment') and m.recorded_at > c.entered_at and m.on_date < ${AFTER_QUARTER}
      and not exists (select from loan_movement r where r.reverses = m.id))
    or exists (select from loan_change h where h.loan_id = l.loan_id and h.recorded_at > c.entered_at and h.from_date < ${AFTER_QUARTER})
    or (not loan_interest_is_paid(l.loan_id, ${AFTER_QUARTER}) and ${NET_FEN} > 0)
    or ${NET_FEN} < case when loan_interest_is_paid(l.loan_id, ${AFTER_QUARTER}) then least(l.claimed_fen, l.our_fen) else 0 end
    or exists (select from loan_misuse u where u.loan_id = l.loan_id and u.recorded_at > c.entered_at and u.on_date < ${AFTER_QUARTER}))))`;

/**
 * Of a line that was not paid: the instalments whose interest the household still owes, up to the end of the quarter; what a grace puts off
 * is owed with the first line that asks for any. The same question as `loan_interest_is_paid`: within a line interest comes before principal.
 */
const UNPAID = `case when l.result = 'notPaid' then (select coalesce(json_agg(json_build_object('dueOn', o.due_on::text, 'openFen', o.open) order by o.number), '[]')
  from (select i.number, i.due_on, least(i.interest_fen, i.cumulative_fen - i.principal_fen - n.lines_paid_fen)::float8 as open
        from loan n join loan_instalment i on i.loan_id = n.id
        where n.id = l.loan_id and i.interest_fen > 0 and i.cumulative_fen - i.principal_fen > n.lines_paid_fen
          and i.number <= (select min(f.number) from loan_instalment f where f.loan_id = n.id and f.interest_fen > 0
            and f.number >= (select max(d.number) from loan_instalment d where d.loan_id = n.id and d.due_on < ${AFTER_QUARTER}))) o) else '[]' end`;

const LINE = `select l.id, l.position, l.file_row as row, l.contract_number as "contractNumber", l.loan_id as "loanId", l.household_number as "householdNumber", l.head_name as "headName",
    l.village_code as "villageCode", l.result, l.claimed_fen::float8 as "claimedFen", l.our_fen::float8 as "ourFen", l.granted_fen::float8 as "grantedFen", l.cut_fen::float8 as "cutFen", l.set_off_fen::float8 as "setOffFen", l.parts, ${UNPAID} as unpaid, l.state, l.paid_on::text as "paidOn", ${TO_CHECK} as "isToCheck",
    (select o.proposed_by_name from money_order o where o.line_id = l.id and o.state = 'proposed') as "giveUpProposedByName"
  from interest_claim_line l`;

@Injectable()
export class InterestClaimQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  list(principal: Principal): Promise<InterestClaimList> {
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await run<InterestClaim>(client, `${CLAIM} order by c.number desc limit 200`),
    }));
  }

  /** @throws ClaimNotFound */
  get(principal: Principal, id: string): Promise<InterestClaim> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [claim] = await run<InterestClaim>(client, `${CLAIM} where c.id = $1::uuid`, [id]);
      if (!claim) throw new ClaimNotFound();
      return claim;
    });
  }

  /** In the order of the file, then the loans it does not name. @throws ClaimNotFound */
  async lines(principal: Principal, id: string, { result, cursor, limit }: ClaimLinesQuery): Promise<InterestClaimLines> {
    await this.get(principal, id);
    const list = `interest-claim ${id} ${result ?? ''}`;
    const [after] = cursor ? this.cursors.open(list, principal.accountId, cursor) : [0];
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<InterestClaimLine>(
        client,
        `${LINE} where l.claim_id = $1::uuid and ($2::text is null or l.result = $2) and l.position > $3::int order by l.position limit $4::int`,
        [id, result ?? null, Number(after), limit + 1],
      );
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? this.cursors.seal(list, principal.accountId, [last.position]) : null };
    });
  }
}
