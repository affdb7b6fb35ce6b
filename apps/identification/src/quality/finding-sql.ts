/** Pieces of the rules' queries: `h` household, `m` member, `p` person, `t.p` the thresholds. */
export const AGE = `extract(year from age((t.p ->> 'today')::date, p.birth_date))::int`;
const PERSONS = `household h join member m on m.household_id = h.id and m.valid_to is null join person p on p.id = m.person_id`;
export const LATEST_INCOME = `cross join lateral (select * from household_income where household_id = h.id order by year desc, revision desc limit 1) i`;
export const ATTENDS = `coalesce(m.facts ->> 'school', '01') <> '01'`;
export const WORKS = `coalesce((m.facts ->> 'workMonths')::int, 0) > 0`;

/** Rows `(household_id, person_id, village_code, reasons text[])`; `t.p` are the thresholds. */
export const aboutPerson = (reasons: Record<string, string>, from = PERSONS): string => finding('m.person_id', reasons, from);
export const aboutHousehold = (reasons: Record<string, string>, from = 'household h'): string => finding('null::uuid', reasons, from);

function finding(person: string, reasons: Record<string, string>, from: string): string {
  const found = Object.entries(reasons).map(([reason, condition]) => `case when ${condition} then '${reason}' end`);
  return `select f.household_id, f.person_id, f.village_code, f.reasons from (
    select h.id as household_id, ${person} as person_id, h.village_code, array_remove(array[${found.join(', ')}], null) as reasons
    from thresholds t cross join ${from} where h.id in (select id from scope)) f where cardinality(f.reasons) > 0`;
}

export const notIn = (fact: string, codes: readonly string[]): string =>
  `m.facts ->> '${fact}' is not null and m.facts ->> '${fact}' not in (${codes.map((code) => `'${code}'`).join(', ')})`;
