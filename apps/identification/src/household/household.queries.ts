import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import { wordsOfFinding } from '../quality/finding-words.js';
import { HouseholdNotFound, NotRegisteredThen } from './household.errors.js';
import {
  toHouseholdResponse,
  type HouseholdPage,
  type HouseholdQuery,
  type HouseholdResponse,
  type TimelineResponse,
} from './household.dto.js';
import { stateAsOf, timelineOf, type HistoryVersion } from './household-history.rules.js';
import { HOUSEHOLD_STATE, type HouseholdState } from './household-state.js';

/** One prepared statement gives the whole page; the unit of work would build objects that only become JSON again. */
const READ_PAGE = `select h.version, h.changed_at, ${HOUSEHOLD_STATE} as state,
  (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'rule', f.rule, 'severity', f.severity, 'personId', f.person_id,
     'reasons', f.detail -> 'reasons') order by f.rule, f.person_id), '[]')
   from finding f where f.household_id = h.id and f.resolved_at is null) as findings,
  (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'proposedByName', c.proposed_by_name,
     'proposedAt', c.proposed_at, 'reason', c.reason) order by c.proposed_at), '[]')
   from correction c where c.household_id = h.id and c.status = 'proposed') as corrections
  from household h where h.id = $1`;

interface PageRow {
  version: number;
  changed_at: Date;
  state: HouseholdState;
  findings: { id: string; rule: string; severity: 'error' | 'doubt'; personId: string | null; reasons: string[] }[];
  corrections: HouseholdResponse['corrections'];
}

@Injectable()
export class HouseholdQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** The page, masked; the reading is logged. */
  async page(principal: Principal, householdId: string, query: HouseholdQuery): Promise<HouseholdResponse> {
    if (query.validOn || query.knownOn) return this.pageAsOf(principal, householdId, query);
    const [page] = await this.database.reading(sessionOf(principal), (client) =>
      Promise.all([readPage(client, householdId), this.audit.recordReading(client, readingOf(principal, householdId))]),
    );
    return toHouseholdResponse(page, this.today());
  }

  async timeline(principal: Principal, householdId: string): Promise<TimelineResponse> {
    const history = await this.database.connection(sessionOf(principal), (client) => readHistory(client, householdId));
    if (history.length === 0) throw new HouseholdNotFound();
    return {
      items: timelineOf(history).map((entry) => ({
        ...entry,
        validFrom: entry.validFrom as PlainDate,
        recordedAt: entry.recordedAt.toISOString(),
      })),
    };
  }

  private pageAsOf(principal: Principal, householdId: string, query: HouseholdQuery): Promise<HouseholdResponse> {
    const asOf = { validOn: query.validOn ?? this.today(), knownOn: query.knownOn ?? this.today() };
    return this.database.connection(sessionOf(principal), async (client) => {
      const history = await readHistory(client, householdId);
      if (history.length === 0) throw new HouseholdNotFound();
      const found = stateAsOf(history, { validOn: asOf.validOn, knownUntil: endOfDay(asOf.knownOn) });
      if (!found) throw new NotRegisteredThen();
      await this.audit.record(client, { ...readingOf(principal, householdId), detail: asOf });
      const { version, recordedAt, state } = found;
      return toHouseholdResponse(
        { id: householdId, version, changedAt: recordedAt.toISOString(), state, findings: [], corrections: [], asOf },
        asOf.validOn,
      );
    });
  }

  private today(): PlainDate {
    return plainDateInShanghai(this.clock.now());
  }
}

const readingOf = (principal: Principal, householdId: string) =>
  ({ actor: actorOf(principal), action: 'household.read', objectType: 'household', objectId: householdId, result: 'success' }) as const;

/** @throws HouseholdNotFound */
export async function readPage(client: pg.ClientBase, householdId: string): Promise<HouseholdPage> {
  const { rows } = await client.query<PageRow>({ name: 'household-page', text: READ_PAGE, values: [householdId] });
  const row = rows[0];
  if (!row) throw new HouseholdNotFound();
  return {
    id: householdId,
    version: row.version,
    changedAt: row.changed_at.toISOString(),
    state: row.state,
    findings: row.findings.map(({ reasons, ...finding }) => ({
      ...finding,
      ...wordsOfFinding(finding.rule, reasons),
    })) as HouseholdPage['findings'],
    corrections: row.corrections,
    asOf: null,
  };
}

/** All versions, ascending. */
export async function readHistory(client: pg.ClientBase, householdId: string): Promise<HistoryVersion[]> {
  const { rows } = await client.query<HistoryVersion>({
    name: 'household-history',
    text: `select version, change, valid_from::text as "validFrom", recorded_at as "recordedAt", account_name as "accountName", reason,
             source_document as "sourceDocument", state
           from household_history where household_id = $1 order by version`,
    values: [householdId],
  });
  return rows;
}

const endOfDay = (day: PlainDate): Date => new Date(`${day}T23:59:59.999+08:00`);
