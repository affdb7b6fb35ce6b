import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { HouseholdStatus } from '@jingzhun/domain/household-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import type { ProjectDiffers, SubsidyFacts } from './lifecycle/subsidy-facts.js';
import type { SubsidyState } from './lifecycle/subsidy-state.js';
import { SubsidyScheme } from './scheme.js';
import { SchemeNotFound, SubsidyApplicationNotFound } from './subsidy.errors.js';

export interface SubsidyRow {
  id: string;
  schemeCode: string;
  year: number;
  householdId: string;
  householdNumber: string;
  headName: string;
  memberCount: number;
  villageCode: string;
  product: string;
  stage: number;
  quantity: number;
  parcel: string;
  /** Where it lies. */
  parcelVillage: string;
  contentVersion: number;
  state: SubsidyState;
  stateSince: string;
  enteredBy: string;
  enteredByName: string;
  enteredAt: string;
  acceptedQuantity: number | null;
  amountFen: number | null;
  noticeId: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  paidOn: string | null;
  /** The application this is a rest of; null: a whole one. */
  restOf: string | null;
  /** What the batch before left; null: a whole application. */
  restFen: number | null;
  version: number;
}

const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const SUBSIDY_COLUMNS = `a.id, a.scheme_code as "schemeCode", a.year, a.household_id as "householdId", a.household_number as "householdNumber", a.head_name as "headName",
  a.member_count as "memberCount", a.village_code as "villageCode", a.product, a.stage, a.quantity, a.parcel, a.parcel_village as "parcelVillage", a.content_version as "contentVersion", a.state,
  ${instant('a.state_since')} as "stateSince", a.entered_by as "enteredBy", a.entered_by_name as "enteredByName", ${instant('a.entered_at')} as "enteredAt",
  a.accepted_quantity as "acceptedQuantity", a.amount_fen::float8 as "amountFen", a.notice_id as "noticeId", a.approved_by as "approvedBy",
  ${instant('a.approved_at')} as "approvedAt", a.paid_on::text as "paidOn", a.rest_of as "restOf", a.rest_fen::float8 as "restFen", a.version`;

/**
 * The applications of a command, locked in one order; the notices they hang by were locked before them, as the library does.
 * @throws SubsidyApplicationNotFound, or a stale version
 */
export async function lockApplications(
  handle: Handle,
  ids: readonly string[],
  versions?: ReadonlyMap<string, number>,
): Promise<SubsidyRow[]> {
  const wanted = [...new Set(ids)];
  await run(
    handle,
    `select n.id from notice n where n.id in (select notice_id from subsidy_application where id = any($1::uuid[]) and notice_id is not null) order by n.id for update`,
    [wanted],
  );
  const rows = await run<SubsidyRow>(
    handle,
    `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.id = any($1::uuid[]) order by a.id for update`,
    [wanted],
  );
  if (rows.length < wanted.length) throw new SubsidyApplicationNotFound();
  for (const { id, version } of rows) if (versions && versions.get(id) !== version) throw staleVersion(version);
  return rows;
}

interface FactRow {
  id: string;
  makers: string[];
  checkers: SubsidyFacts['checkers'] | null;
  enterers: string[] | null;
  household: { status: HouseholdStatus; category: HouseholdCategory } | null;
  evidence: Record<string, number> | null;
  measuredBy: string | null;
  demandedBy: string | null;
  schemeRecordedBy: string;
  namesProject: boolean;
  projectDiffers: ProjectDiffers | null;
  notice: { state: 'composed' | 'posted' | 'closed' | 'withdrawn'; lastDay: PlainDate | null; open: number; upheld: number } | null;
}

const FACTS = `select a.id,
    (select json_agg(distinct m.who) from (select a.entered_by as who union select e.actor_id from subsidy_event e
       where e.application_id in (a.id, a.rest_of) and e.content_version = a.content_version and e.step in ('apply', 'correct') and e.actor_id is not null) m) as makers,
    (select json_agg(json_build_object('step', e.step, 'accountId', e.actor_id) order by e.application_id, e.position) from subsidy_event e
       where e.application_id in (a.id, a.rest_of) and e.content_version = a.content_version and e.step in ('check', 'measure', 'accept', 'grant')) as checkers,
    (select json_agg(distinct e.account_id) from cause_enterer e where e.cause_id in (a.id, a.rest_of)) as enterers,
    (select json_build_object('status', h.status, 'category', h.category) from directory_household h where h.id = a.household_id) as household,
    (select json_object_agg(c.code, c.n) from (select code, count(*) as n from subsidy_evidence e where e.application_id in (a.id, a.rest_of) and e.acceptance_id is null group by code) c) as evidence,
    (select c.measured_by from subsidy_acceptance c where c.application_id = coalesce(a.rest_of, a.id) and c.voided_at is null) as "measuredBy",
    (select e.actor_id from subsidy_event e where e.application_id = a.id and e.step = 'demandBack' order by e.position desc limit 1) as "demandedBy",
    exists (select from subsidy_application w where w.id = coalesce(a.rest_of, a.id) and w.claim_id is not null) as "namesProject",
    subsidy_project_differs(a.id) as "projectDiffers",
    (select s.recorded_by from subsidy_scheme s where s.code = a.scheme_code) as "schemeRecordedBy",
    (select json_build_object('state', n.state, 'lastDay', n.last_day, 'open', (select coalesce(sum(o.objections_open), 0)::int from notice o where o.subject_type = n.subject_type and o.subject_id = n.subject_id), 'upheld', n.objections_upheld) from notice n where n.id = a.notice_id) as notice
  from subsidy_application a where a.id = any($1::uuid[])`;

/** What the rules look at, of many applications at once; a rest was checked and accepted with what it is the rest of. Photographs of an acceptance come with the step itself. */
export async function factsOf(
  handle: Handle,
  rows: readonly SubsidyRow[],
  schemes: ReadonlyMap<string, SubsidyScheme>,
): Promise<Map<string, SubsidyFacts>> {
  const found = await run<FactRow>(handle, FACTS, [rows.map(({ id }) => id)]);
  const byId = new Map(found.map((fact) => [fact.id, fact]));
  return new Map(
    rows.map((row): [string, SubsidyFacts] => {
      const fact = byId.get(row.id) as FactRow;
      const scheme = schemes.get(row.schemeCode) as SubsidyScheme;
      return [
        row.id,
        {
          state: row.state,
          makers: fact.makers,
          checkers: fact.checkers ?? [],
          enterers: fact.enterers ?? [],
          household: fact.household,
          categories: scheme.categories,
          required: scheme.evidence,
          evidence: fact.evidence ?? {},
          measuredBy: fact.measuredBy,
          demandedBy: fact.demandedBy,
          scheme: { recordedBy: fact.schemeRecordedBy, nameZh: scheme.nameZh, nameEn: scheme.nameEn },
          amountFen: row.amountFen,
          isRest: row.restOf !== null,
          namesProject: fact.namesProject,
          projectDiffers: fact.projectDiffers,
          notice: fact.notice,
        },
      ];
    }),
  );
}

/** @throws SchemeNotFound */
export async function schemesOf(handle: Handle, codes: readonly string[]): Promise<Map<string, SubsidyScheme>> {
  const wanted = [...new Set(codes)];
  const rows = await run<{ code: string; content: unknown }>(
    handle,
    'select code, content from subsidy_scheme where code = any($1::text[])',
    [wanted],
  );
  if (rows.length < wanted.length) throw new SchemeNotFound();
  return new Map(rows.map(({ code, content }) => [code, SubsidyScheme.parse(content)]));
}

export async function schemeOf(handle: Handle, code: string): Promise<SubsidyScheme> {
  return (await schemesOf(handle, [code])).get(code) as SubsidyScheme;
}
