import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { penaltyBasisOf } from '../penalty-basis.js';
import type { LoanRow } from '../loan-rows.js';
import type { LoanRecord } from './standing.rules.js';

const RECORD = `select l.terms,
    (select coalesce(json_agg(json_build_object('kind', m.kind, 'on', m.on_date, 'reference', m.reference, 'reservedFen', m.reserved_fen, 'principalFen', m.principal_fen,
        'interestFen', m.interest_fen, 'linesFen', m.lines_fen, 'prepaidFen', m.prepaid_fen, 'effect', m.effect, 'lostFen', m.lost_fen, 'fundFen', m.fund_fen, 'recoveredFen', m.recovered_fen, 'penaltyFen', m.penalty_fen,
        'isReversed', exists (select from loan_movement r where r.reverses = m.id), 'reversedKind', o.kind, 'reversedOn', o.on_date) order by m.position), '[]')
      from loan_movement m left join loan_movement o on o.id = m.reverses where m.loan_id = l.id) as movements,
    (select coalesce(json_agg(json_build_object('from', c.from_date, 'annualRatePpm', c.annual_rate_ppm) order by c.from_date), '[]') from loan_change c
      where c.loan_id = l.id and c.kind = 'rate') as "rateChanges",
    (select coalesce(json_agg(json_build_object('on', c.from_date, 'addedPeriods', c.added_periods) order by c.from_date), '[]') from loan_change c
      where c.loan_id = l.id and c.kind = 'extension') as extensions
  from loan l where l.id = $1::uuid`;

export async function recordOf(handle: Handle, loan: LoanRow, policy: PolicySnapshot): Promise<LoanRecord> {
  const [record] = await run<Omit<LoanRecord, 'penaltyBasis'>>(handle, RECORD, [loan.id]);
  return { ...(record as Omit<LoanRecord, 'penaltyBasis'>), penaltyBasis: await penaltyBasisOf(handle, loan, policy) };
}

export interface StatedSubsidy {
  readonly quarter: string;
  readonly amountFen: number;
  readonly state: 'paid' | 'owed' | 'returned' | 'cut';
  readonly on: string;
}

/** Interest subsidies decided by the end of a day, and credited by then or not. */
export const subsidiesOf = (handle: Handle, { id }: Pick<LoanRow, 'id'>, on: string): Promise<StatedSubsidy[]> =>
  run<StatedSubsidy>(
    handle,
    `select s.quarter, s.granted as "amountFen", case when s.paid_on <= $2::date then 'paid' when s.state = 'returned' then 'returned' else 'owed' end as state,
       case when s.paid_on <= $2::date then s.paid_on else s.decided end::text as on
     from (select l.quarter, (l.granted_fen - l.set_off_fen)::float8 as granted, l.state, l.paid_on, (c.decided_at at time zone 'Asia/Shanghai')::date as decided, l.id
           from interest_claim_line l join interest_claim c on c.id = l.claim_id
           where l.loan_id = $1::uuid and l.state = any (array['granted', 'taken', 'paid', 'returned'])) s
     where s.decided <= $2::date
     union all
     select l.quarter, -l.cut_fen::float8, 'cut', (c.decided_at at time zone 'Asia/Shanghai')::date::text from interest_claim_line l join interest_claim c on c.id = l.claim_id
     where l.loan_id = $1::uuid and l.state = 'settled' and l.cut_fen > 0 and (c.decided_at at time zone 'Asia/Shanghai')::date <= $2::date
     order by 1, 4`,
    [id, on],
  );
