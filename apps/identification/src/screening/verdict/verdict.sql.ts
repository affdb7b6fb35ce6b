import type { SubjectKind } from '../store/subjects.sql.js';

/** `$1`, `$2` range of villages: subjects with their latest judgement, in the order of the list. */
const LATEST = `left join lateral (
    select s.id as screening_id, s.veto, s.strict, s.unknown, s.answered, s.waiting, s.ran_at, s.basis_id from screening s
    where s.subject_id = v.id order by s.sequence desc limit 1) s on true`;

const SUBJECTS: Record<SubjectKind, string> = {
  household: `select h.id, h.village_code, h.head_name, h.number from household h
    where h.village_code between $1 and $2 and h.status in ('registered', 'returned')`,
  application: `select a.application_id as id, a.village_code, c.head_name, null::text as number from screening_subject a join application c on c.id = a.application_id
    where a.village_code between $1 and $2 and a.ended_at is null`,
};

/** `$3` bits the condition is about, `$4`, `$5` place in the list, `$6` how many. */
export const linesSql = (kind: SubjectKind, condition: string): string => `select v.*, s.*, b.judged_on
  from (${SUBJECTS[kind]}) v ${LATEST} left join screening_basis b on b.id = s.basis_id
  where (${condition}) and ($4::text is null or (v.village_code, v.id) > ($4, $5::uuid))
  order by v.village_code, v.id limit $6`;

const byRule = (name: string, mask: string): string =>
  `array(select count(*) filter (where (${mask}) & (1 << i) <> 0) from generate_series(0, 10) i, latest l group by i order by i)::int[] as ${name}`;

/** One row: how all stand, and each rule in the order of the rules. */
export const summarySql = (kind: SubjectKind): string => `with latest as materialized (
    select s.screening_id, s.veto, s.strict, s.unknown, s.answered, s.waiting from (${SUBJECTS[kind]}) v ${LATEST})
  select count(*)::int as subjects, count(*) filter (where screening_id is null)::int as never,
    count(*) filter (where veto <> 0)::int as veto,
    count(*) filter (where veto = 0 and unknown <> 0)::int as unknown,
    count(*) filter (where veto = 0 and unknown = 0 and strict & ~answered <> 0)::int as strict,
    count(*) filter (where veto = 0 and unknown = 0 and strict & ~answered = 0)::int as passed,
    ${byRule('rule_veto', 'l.veto')}, ${byRule('rule_strict', 'l.strict')}, ${byRule('rule_unknown', 'l.unknown')},
    ${byRule('rule_waiting', 'l.waiting')}, ${byRule('rule_unanswered', 'l.strict & ~l.answered')}
  from latest`;
