import type { PolicySnapshot } from '@jingzhun/policy';

/** Days after a drawing, then months after each check. */
export const useRhythm = (policy: PolicySnapshot): [firstDays: number, months: number] => {
  const { firstDays, months } = policy.value('loan.useCheck');
  return [firstDays, months];
};

/**
 * When the use of a running loan `l` is looked at next: so many days after each drawing that nobody has looked at since, and so many
 * months after the last check. Worked out whenever it is asked for, so that a reversed drawing or another rhythm needs no clean-up.
 *
 * @param days where the two numbers of the rhythm stand: `$11`, `$12`
 */
export const useDueOn = (
  days: string,
  months: string,
): string => `(select case when l.state = any (array['drawn', 'repaying', 'extended', 'overdue', 'collection']) then least(
    c.last + make_interval(months => ${months}::int),
    (select min(m.on_date) from loan_movement m where m.loan_id = l.id and m.kind = 'drawing' and (c.last is null or m.on_date > c.last)
      and not exists (select from loan_movement r where r.reverses = m.id)) + ${days}::int)::date end
  from (select max(u.on_date) as last from loan_use_check u where u.loan_id = l.id) c)`;
