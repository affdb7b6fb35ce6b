import type { PlainDate } from '@jingzhun/domain/plain-date';
import { type Handle, run } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { selected, type HouseholdSelection } from '../household/household-selection.js';
import type { SealedNumbers } from '../household/sealed-numbers.js';
import { doubtsOfNumber } from './person-number.rules.js';
import { QUALITY_RULES } from './quality-rules.js';

export interface QualityRun {
  policy: PolicySnapshot;
  numbers: SealedNumbers;
  today: PlainDate;
  at: Date;
}

interface Found {
  rule: string;
  household_id: string;
  person_id: string;
  village_code: string;
  reasons: string[];
}

const CHECKED = QUALITY_RULES.filter(({ check }) => check.by !== 'waits');

const FOUND_BY_SQL = CHECKED.map(({ rule, check }) =>
  check.by === 'sql' ? `select '${rule}' as rule, q.household_id, q.person_id, q.village_code, q.reasons from (${check.sql}) q` : '',
)
  .filter(Boolean)
  .join('\nunion all ');

const SEVERITY = `case ${CHECKED.map(({ rule, severity }) => `when found.rule = '${rule}' then '${severity}'`).join(' ')} end`;

/**
 * Judges the selected households anew: doubts that are there now are opened, those that are gone are closed. One statement for
 * all rules, in the caller's transaction and under its row security.
 */
export async function checkQuality(handle: Handle, where: HouseholdSelection, { policy, numbers, today, at }: QualityRun): Promise<void> {
  const { sql, values } = selected(where, 4);
  const byNumber = await doubtfulNumbers(handle, where, numbers, today);
  await run(
    handle,
    `with thresholds as (select $1::jsonb as p),
     scope as materialized (select h.id from household h where ${sql}),
     found as materialized (
       ${FOUND_BY_SQL}
       union all select rule, household_id, person_id, village_code, reasons
       from jsonb_to_recordset($2::jsonb) as n(rule text, household_id uuid, person_id uuid, village_code text, reasons text[])),
     closed as (
       update finding f set resolved_at = $3::timestamptz
       where f.resolved_at is null and f.household_id in (select id from scope) and not exists (
         select from found where found.rule = f.rule and found.household_id = f.household_id and found.person_id is not distinct from f.person_id))
     insert into finding (id, rule, household_id, person_id, village_code, severity, detail, found_at)
     select uuidv7(), found.rule, found.household_id, found.person_id, found.village_code, ${SEVERITY},
       jsonb_build_object('reasons', to_jsonb(found.reasons)), $3::timestamptz
     from found
     on conflict (rule, household_id, person_id) where resolved_at is null
     do update set detail = excluded.detail where finding.detail <> excluded.detail`,
    [JSON.stringify(thresholdsOf(policy, today)), JSON.stringify(byNumber), at, ...values],
  );
}

function thresholdsOf(policy: PolicySnapshot, today: PlainDate): Record<string, unknown> {
  const wage = policy.value('quality.wage.range');
  return {
    today,
    mainRoadMax: policy.value('quality.mainRoad.maxMetres'),
    wageMin: wage.minFen,
    wageMax: wage.maxFen,
    transferMin: policy.value('quality.transfer.minFen'),
    exitedIncomeMin: policy.value('quality.exitedIncome.minFen'),
    primaryAge: policy.value('quality.primaryAge'),
    workingAge: policy.value('quality.workingAge'),
    welfarePostMinAge: policy.value('quality.welfarePost.minAge'),
  };
}

const BATCH = 5_000;
const NOTHING = '00000000-0000-0000-0000-000000000000';

interface NumberRow {
  person_id: string;
  household_id: string;
  village_code: string;
  id_cipher: Buffer;
  id_given_cipher: Buffer | null;
  sex: string;
  birth_date: string;
}

/** Encrypted numbers are beyond SQL: read in batches, judged here. */
async function doubtfulNumbers(handle: Handle, where: HouseholdSelection, numbers: SealedNumbers, today: PlainDate): Promise<Found[]> {
  const { sql, values } = selected(where, 2);
  const found: Found[] = [];
  for (let after = NOTHING; ;) {
    const rows = await run<NumberRow>(
      handle,
      `select p.id as person_id, h.id as household_id, h.village_code, p.id_cipher, p.id_given_cipher, p.sex, p.birth_date::text as birth_date
       from household h join member m on m.household_id = h.id and m.valid_to is null join person p on p.id = m.person_id
       where p.id > $1::uuid and ${sql} order by p.id limit ${BATCH}`,
      [after, ...values],
    );
    for (const row of rows) found.push(...doubtsOf(row, numbers, today));
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return found;
    after = last.person_id;
  }
}

function doubtsOf(row: NumberRow, numbers: SealedNumbers, today: PlainDate): Found[] {
  const doubts = doubtsOfNumber(
    {
      idNumber18: numbers.open('idNumber', row.person_id, row.id_cipher),
      given: row.id_given_cipher && numbers.open('idNumberGiven', row.person_id, row.id_given_cipher),
      sex: row.sex,
      birthDate: row.birth_date,
    },
    today,
  );
  const { household_id, person_id, village_code } = row;
  return Object.entries(doubts)
    .filter(([, reasons]) => reasons.length > 0)
    .map(([rule, reasons]) => ({ rule, household_id, person_id, village_code, reasons }));
}
