import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { addMonths } from '../../../apps/identification/src/screening/rules/calendar-months.js';
import type { Matching, RuleDefinition, RuleSet } from '../../../apps/identification/src/screening/rules/rule-set.js';
import { REGISTER_KINDS } from '../../../apps/identification/src/screening/rules/register-kind.js';

const list = (values: readonly string[]): string => `array[${values.map((value) => `'${value}'`).join(', ')}]::text[]`;

/** Whether an entry `e` of a register is meant; null for what no register says. */
function entryMatches({ fact, classes, places, when, months }: Matching, on: PlainDate): string | null {
  if (!(REGISTER_KINDS as readonly string[]).includes(fact)) return null;
  const since = months === 0 ? on : addMonths(on, -months);
  const parts = [`e.kind = '${fact}'`];
  if (classes) parts.push(`e.class = any (${list(classes)})`);
  if (places) parts.push(`coalesce(e.place, '') = any (${list(places)})`);
  parts.push(`(e.valid_from is null or e.valid_from <= '${on}')`);
  if (when === 'held') parts.push(`(e.valid_to is null or e.valid_to > '${since}')`);
  else if (months > 0) parts.push(`(e.valid_from is null or e.valid_from > '${since}')`);
  return `(${parts.join(' and ')})`;
}

const anyOf = (conditions: readonly (string | null)[]): string => conditions.filter((one) => one !== null).join(' or ') || 'false';

interface RuleSql {
  hit: string;
  sign: string;
}

function ruleSql(rule: RuleDefinition, on: PlainDate): RuleSql {
  const excepted = rule.exceptions.map((one) => {
    const entry = entryMatches(one, on);
    return entry && one.ifHousehold ? `(${entry} and s.resettlement)` : entry;
  });
  const hit = `(${anyOf(rule.hits.map((one) => entryMatches(one, on)))}) and not (${anyOf(excepted)})`;
  const sign = `(${anyOf(rule.signs.map((one) => entryMatches(one, on)))}) and not (${anyOf(excepted)}) and not (${hit})`;
  return { hit, sign };
}

/**
 * The limit: facts and all rules of the set in one statement that hands back nothing but how often each result occurs. The same tables,
 * the same conditions, made from the same rule set.
 */
export function countOnly(
  ruleSet: RuleSet,
  on: PlainDate,
  absence: { bornBy: string; workPlaces: readonly string[]; months: number },
): string {
  const rules = ruleSet.rules.map((rule) => ({ rule, ...ruleSql(rule, on) }));
  const outcome = ({ code, outcome: applies, decidedBy, needs, hits, signs, exceptions }: RuleDefinition): string => {
    const looked = REGISTER_KINDS.filter(
      (kind) => needs.includes(kind) || [...hits, ...signs, ...exceptions].some(({ fact }) => fact === kind),
    );
    const away = signs.some(({ fact }) => fact === 'absence') ? ' or h.away' : '';
    const open = `(coalesce(f.${code}_sign, false)${away})`;
    const confirmed = `coalesce(c.${code}_pass, false)`;
    const person = decidedBy === 'person' ? `not (${confirmed} and not ${open})` : open;
    const uncovered = needs.map(
      (kind) => `h.since is null or h.since > i.${kind}_sequence or i.${kind}_as_of < '${addDays(on, -(ruleSet.maxAgeDays[kind] ?? 0))}'`,
    );
    const reviewing = looked.length > 0 ? `coalesce(r.kinds && ${list(looked)}, false)` : 'false';
    return `case when f.${code}_hit then '${applies}' when ${person} then 'unknown' when ${[...uncovered, reviewing].map((one) => `(${one})`).join(' or ')} then 'unknown' else 'pass' end as ${code}`;
  };
  return `with i as materialized (
      select ${REGISTER_KINDS.map((kind) => `max(sequence) filter (where kind = '${kind}') as ${kind}_sequence, max(as_of) filter (where kind = '${kind}') as ${kind}_as_of`).join(', ')}
      from register_import where state = 'taken' and facts_deleted_at is null),
    used as materialized (select distinct on (kind) id from register_import where state = 'taken' and facts_deleted_at is null order by kind, as_of desc, sequence desc),
    s as materialized (select id, coalesce((living ->> 'resettlement')::boolean, false) as resettlement from household where status in ('registered', 'returned')),
    h as materialized (
      select m.household_id as id, case when bool_and(sp.since is not null) then max(sp.since) end as since,
        coalesce(bool_and(coalesce(m.facts ->> 'workPlace' = any (${list(absence.workPlaces)}) and (m.facts ->> 'workMonths')::int >= ${absence.months}, false))
          filter (where p.birth_date <= '${absence.bornBy}'), false) as away
      from member m join person p on p.id = m.person_id left join screening_person sp on sp.id_index = p.id_index
      where m.valid_to is null and m.household_id in (select id from s) group by m.household_id),
    f as materialized (
      select m.household_id as id, ${rules.map(({ rule, hit, sign }) => `bool_or(${hit}) as ${rule.code}_hit, bool_or(${sign}) as ${rule.code}_sign`).join(', ')}
      from register_entry e join person p on p.id_index = e.id_index join member m on m.person_id = p.id and m.valid_to is null join s on s.id = m.household_id
      where e.import_id in (select id from used) group by m.household_id),
    r as materialized (
      select m.household_id as id, array_agg(distinct x.kind) as kinds
      from register_match x join person p on p.id_index = x.id_index join member m on m.person_id = p.id and m.valid_to is null
      where x.status = 'open' and x.import_id in (select id from used) group by m.household_id),
    c as materialized (
      select subject_id as id, ${ruleSet.rules.map(({ code }) => `bool_or(rule = '${code}' and result = 'pass') as ${code}_pass`).join(', ')}
      from screening_confirmation c where until > '${on}' and not exists (select from screening_withdrawal w where w.confirmation_id = c.id) group by subject_id),
    judged as materialized (
      select ${ruleSet.rules.map(outcome).join(',\n        ')}
      from s join h on h.id = s.id cross join i left join f on f.id = s.id left join r on r.id = s.id left join c on c.id = s.id)
    select ${ruleSet.rules.map(({ code }) => `count(*) filter (where ${code} = 'veto')::int || ' ' || count(*) filter (where ${code} = 'strict')::int || ' ' || count(*) filter (where ${code} = 'unknown')::int as ${code}`).join(', ')}
    from judged`;
}
