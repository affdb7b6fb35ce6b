/** What must hold after every command; each query finds what must not be. */
export const NEVER: Readonly<Record<string, string>> = {
  'an entry that does not balance': 'select entry_id::text as id from ledger_line group by entry_id having sum(amount_fen) <> 0',
  'a book that owes another sum than the loans': `select b.code as id from lender_bank b where coalesce((select sum(amount_fen) from ledger_line where account_code = 'loan/' || b.code), 0)
    <> coalesce((select sum(outstanding_fen) from loan l where l.bank_code = b.code), 0)`,
  'a fund that the book does not tell': `select f.bank_code as id from risk_fund f where f.balance_fen <> -coalesce((select sum(amount_fen) from ledger_line where account_code = 'risk-fund/' || f.bank_code), 0)
    or f.balance_fen <> coalesce((select sum(amount_fen) from ledger_line where account_code = 'risk-fund-deposit/' || f.bank_code), 0)`,
  'an exposure that the loans do not tell': `select f.bank_code as id from risk_fund f where f.exposure_fen <> coalesce((select sum(reserved_fen + outstanding_fen) from loan l where l.bank_code = f.bank_code), 0)`,
  'more lent than the fund carries, but for what it has paid': `select f.bank_code as id from risk_fund f where f.exposure_fen > f.leverage * (f.balance_fen
    + coalesce((select sum(fund_paid_fen) from loan l where l.bank_code = f.bank_code), 0))`,
  'a household above its cap': `select household_id::text as id from household_credit where own_fen + loans_fen > cap_fen`,
  'a credit that the loans do not tell': `select c.household_id::text as id from household_credit c where c.loans_fen <> (select sum(reserved_fen + outstanding_fen) from loan l where l.household_id = c.household_id)`,
  'a loss that nobody bears': `select b.code as id from lender_bank b where coalesce((select sum(amount_fen) from ledger_line where account_code = 'loan-loss/' || b.code), 0)
    + coalesce((select sum(fund_paid_fen - fund_recovered_fen + recovered_fen) from loan l where l.bank_code = b.code), 0) <> coalesce((select sum(lost_fen) from loan l where l.bank_code = b.code), 0)`,
  'a schedule whose principal is not the loan': `select l.id::text from loan l join loan_instalment i on i.loan_id = l.id group by l.id, l.drawn_fen having sum(i.principal_fen + i.prepaid_fen) <> l.drawn_fen`,
  'interest that the book does not tell': `select b.code as id from lender_bank b where -coalesce((select sum(amount_fen) from ledger_line where account_code = 'loan-interest/' || b.code), 0)
    <> coalesce((select sum(interest_paid_fen) from loan l where l.bank_code = b.code), 0)`,
  'a penalty that the book does not tell': `select b.code as id from lender_bank b where -coalesce((select sum(amount_fen) from ledger_line where account_code = 'loan-penalty/' || b.code), 0)
    <> coalesce((select sum(penalty_paid_fen + penalty_waived_fen) from loan l where l.bank_code = b.code), 0)
    or coalesce((select sum(amount_fen) from ledger_line where account_code = 'loan-penalty-waived/' || b.code), 0) <> coalesce((select sum(penalty_waived_fen) from loan l where l.bank_code = b.code), 0)`,
  'a bank that got another sum than its borrowers paid': `select b.code as id from lender_bank b where coalesce((select sum(amount_fen) from ledger_line where account_code = 'lender/' || b.code), 0)
    <> coalesce((select sum(case when coalesce(o.kind, m.kind) = 'recovery' then m.recovered_fen - m.fund_fen + m.penalty_fen when coalesce(o.kind, m.kind) = 'compensation' then m.fund_fen
        when coalesce(o.kind, m.kind) in ('drawing', 'repayment') then -m.principal_fen + m.interest_fen + m.penalty_fen else 0 end)
      from loan_movement m left join loan_movement o on o.id = m.reverses where m.bank_code = b.code), 0)`,
  'a penalty waived by who asked for it': `select w.id::text from loan_event w join loan_event a on a.loan_id = w.loan_id and a.position < w.position and a.actor_id = w.actor_id
    where w.step = 'waivePenalty' and a.step = 'askPenaltyWaiver'
      and not exists (select from loan_event b where b.loan_id = w.loan_id and b.step = 'waivePenalty' and b.position between a.position and w.position - 1)`,
  'a penalty of which more was waived than the word before it asks for': `select m.id::text from loan_movement m join loan_event w on w.loan_id = m.loan_id and w.step = 'waivePenalty' and w.at = m.recorded_at
    where m.kind = 'waiver' and m.penalty_fen > (select a.asked_fen from loan_event a where a.loan_id = m.loan_id and a.step = 'askPenaltyWaiver' and a.position < w.position order by a.position desc limit 1)`,
  'a penalty without a contract that bears it': `select l.id::text from loan l where l.penalty_paid_fen + l.penalty_waived_fen > 0 and not l.is_penalty_agreed`,
  'a state that its history does not tell': `select l.id::text from loan l where l.state <> (select to_state from loan_event e where e.loan_id = l.id order by position desc limit 1)`,
  'one person in two parts': `select a.id::text from loan_event a join loan_event m on m.loan_id = a.loan_id and m.actor_id = a.actor_id
    where (a.step = 'approve' and m.step in ('apply', 'recommend', 'review', 'confirm')) or (a.step = 'draw' and m.step in ('apply', 'approve')) or (a.step = 'compensate' and m.step = 'requestCompensation')`,
  'a change of a contract by one person': `select c.id::text from loan_change c left join loan_change_proposal p on p.id = c.proposal_id
    where p.agreed_by is null or p.agreed_by = p.recorded_by or (p.needs_consent and (p.consented_by is null or p.consented_by in (p.recorded_by, p.agreed_by)))`,
  'a repayment booked anew that is another than before': `select m.id::text from loan_movement m left join loan_movement o on o.id = m.replays left join loan_movement r on r.reverses = o.id
    where m.replays is not null and (r.id is null or (m.on_date, m.reference, m.recorded_by) <> (o.on_date, o.reference, o.recorded_by)
      or m.lines_fen + m.prepaid_fen + m.penalty_fen <> o.lines_fen + o.prepaid_fen + o.penalty_fen)`,
  'a number of the bank that stands twice': `select m.loan_id::text as id from loan_movement m where m.kind <> 'reversal' and not exists (select from loan_movement r where r.reverses = m.id)
    group by m.loan_id, m.kind, m.reference having count(*) > 1`,
  'a reversal by who recorded it': `select r.id::text from loan_movement r join loan_movement m on m.id = r.reverses where r.recorded_by = m.recorded_by`,
  'a reversed movement whose entry stands': `select e.id::text from loan_movement r join ledger_entry e on e.cause_type = 'loan-movement' and e.cause_id = r.reverses
    where not exists (select from ledger_entry o where o.reverses = e.id)`,
  'a fund that remembers what was reversed': `select f.bank_code as id from risk_fund f where f.balance_fen <> (select coalesce(sum(amount_fen), 0) from risk_fund_change c where c.bank_code = f.bank_code and c.kind = 'provision')
    - (select coalesce(sum(fund_paid_fen - fund_recovered_fen), 0) from loan l where l.bank_code = f.bank_code)`,
  'lines of a loan that is not drawn': 'select l.id::text from loan l join loan_instalment i on i.loan_id = l.id where l.drawn_fen = 0',
  'a paid movement without its entry': `select m.id::text from loan_movement m where m.kind in ('drawing', 'repayment', 'compensation', 'recovery', 'writeOff')
    and m.principal_fen + m.recovered_fen <> 0 and not exists (select from ledger_entry e where e.cause_type = 'loan-movement' and e.cause_id = m.id)`,
  'a loan written off that no movement says': `select l.id::text from loan l where (l.state = 'writtenOff') <> (l.recovered_fen < l.lost_fen or l.lost_fen = 0)
    and exists (select from loan_movement m where m.loan_id = l.id and m.kind = 'writeOff' and not exists (select from loan_movement r where r.reverses = m.id))`,
};
