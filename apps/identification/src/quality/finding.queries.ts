import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Database, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import type { FindingList, FindingResponse, FindingSummary, FindingSummaryQuery, ListFindingsQuery } from './finding.dto.js';
import { wordsOfFinding } from './finding-words.js';
import { QUALITY_RULES } from './quality-rules.js';

interface FindingRow {
  id: string;
  rule: string;
  severity: 'error' | 'doubt';
  household_id: string;
  number: string;
  head_name: string;
  village_code: string;
  person_id: string | null;
  person_name: string | null;
  reasons: string[];
  found_at: Date;
}

const rangeOf = (area: string | undefined): { from: string; to: string } => areaRange((area ?? '') as DivisionPrefix);

@Injectable()
export class FindingQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  async list(principal: Principal, { rule, area, cursor, limit }: ListFindingsQuery): Promise<FindingList> {
    const [foundAt, id] = cursor ? this.cursors.open('findings', principal.accountId, cursor) : [null, null];
    const { from, to } = rangeOf(area);
    const rows = await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<FindingRow>(
        `select f.id, f.rule, f.severity, f.household_id, h.number, h.head_name, f.village_code, f.person_id, p.name as person_name,
           array(select jsonb_array_elements_text(f.detail -> 'reasons')) as reasons, f.found_at
         from finding f join household h on h.id = f.household_id left join person p on p.id = f.person_id
         where f.resolved_at is null and f.village_code between $1 and $2 and ($3::text is null or f.rule = $3)
           and ($4::timestamptz is null or (f.found_at, f.id) < ($4, $5::uuid))
         order by f.found_at desc, f.id desc limit $6`,
        [from, to, rule ?? null, foundAt, id, limit + 1],
      );
      return rows;
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = rows.length > limit && last;
    return {
      items: page.map(toFindingResponse),
      nextCursor: more ? this.cursors.seal('findings', principal.accountId, [last.found_at.toISOString(), last.id]) : null,
    };
  }

  async summary(principal: Principal, { area }: FindingSummaryQuery): Promise<FindingSummary> {
    const { from, to } = rangeOf(area);
    const { counts, statuses } = await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ counts: Record<string, number>; statuses: string[] }>(
        `select
           (select coalesce(jsonb_object_agg(rule, n), '{}') from (
             select rule, count(*) as n from finding where resolved_at is null and village_code between $1 and $2 group by rule) c) as counts,
           array(select distinct status from household where village_code between $1 and $2) as statuses`,
        [from, to],
      );
      return rows[0] as { counts: Record<string, number>; statuses: string[] };
    });
    const items = QUALITY_RULES.map(({ rule, severity, zh, en, next, check }) => {
      const needs =
        check.by === 'waits'
          ? check
          : check.by === 'sql' && check.needsStatus && !statuses.includes(check.needsStatus.status)
            ? check.needsStatus
            : undefined;
      return {
        rule,
        severity,
        zh,
        en,
        next,
        checked: needs === undefined,
        ...(needs ? { needs: { zh: needs.zh, en: needs.en } } : {}),
        count: counts[rule] ?? 0,
      };
    });
    const checkedRules = items.filter(({ checked }) => checked).length;
    return { items, checkedRules, waitingRules: items.length - checkedRules };
  }
}

function toFindingResponse(row: FindingRow): FindingResponse {
  return {
    id: row.id as FindingResponse['id'],
    rule: row.rule,
    severity: row.severity,
    householdId: row.household_id as FindingResponse['householdId'],
    householdNumber: row.number,
    headName: row.head_name,
    villageCode: row.village_code as FindingResponse['villageCode'],
    personId: row.person_id as FindingResponse['personId'],
    personName: row.person_name,
    ...wordsOfFinding(row.rule, row.reasons),
    foundAt: row.found_at.toISOString(),
  };
}
