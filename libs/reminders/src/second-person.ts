import { loadWorkingDays, type PolicySnapshot } from '@jingzhun/policy';
import type { DeadlineSource } from './deadline-source.js';

const exceptions = (): { off: string; on: string } => {
  const { off, on } = loadWorkingDays(process.env['JINGZHUN_CALENDARS']).exceptions;
  const dates = (days: readonly string[]): string => `array[${days.map((day) => `'${day}'`).join(', ')}]::date[]`;
  return { off: dates(off), on: dates(on) };
};
let known: ReturnType<typeof exceptions> | undefined;

/**
 * The day by which a second person decides what waits since a moment: so many working days after it as `reminder.secondPerson` says. In a
 * year whose holidays are not known Monday to Friday count. SQL.
 *
 * @param since column or expression, timestamptz
 */
export function secondPersonDueOn(since: string, policy: PolicySnapshot): string {
  const days = policy.value('reminder.secondPerson');
  known ??= exceptions();
  const begin = `(${since} at time zone 'Asia/Shanghai')::date`;
  return `(select d.day::date from generate_series(${begin} + 1, ${begin} + ${days * 3 + 20}, interval '1 day') as d (day)
    where d.day::date = any (${known.on}) or extract(isodow from d.day) < 6 and d.day::date <> all (${known.off}) order by 1 offset ${days - 1} limit 1)`;
}

/** Values of policy that wait for the person who confirms or rejects them; whoever recorded one is not told of it (ADR 0197). */
export const POLICY_DEADLINES: DeadlineSource = {
  name: 'policy',
  overseer: 'policy.read',
  words: { confirmPolicy: { zh: '复核等待生效的政策参数', en: 'confirm or reject a policy value that waits' } },
  sql: (
    policy,
  ) => `select 'policy' as subject_kind, p.id as subject_id, p.key as number, 'confirmPolicy' as step, rpad(p.region_code, 12, '0') as place_code,
      ${secondPersonDueOn('p.recorded_at', policy)} as due_on, 'county' as level, 'policy.confirm' as permission, jsonb_build_array(p.recorded_by) as not_for
    from policy_parameter p where p.needs_decision and not exists (select from policy_decision d where d.parameter_id = p.id)`,
};
