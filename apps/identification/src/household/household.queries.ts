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
    return this.database.connection(sessionOf(principal), async (client) => {
      const page = query.validOn || query.knownOn ? await this.pageAsOf(client, householdId, query) : await readPage(client, householdId);
      await this.logReading(client, principal, householdId, page);
      return toHouseholdResponse(page, page.asOf?.validOn ?? this.today());
    });
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

  private async pageAsOf(client: pg.PoolClient, householdId: string, query: HouseholdQuery): Promise<HouseholdPage> {
    const validOn = query.validOn ?? this.today();
    const knownOn = query.knownOn ?? this.today();
    const history = await readHistory(client, householdId);
    if (history.length === 0) throw new HouseholdNotFound();
    const found = stateAsOf(history, { validOn, knownUntil: endOfDay(knownOn) });
    if (!found) throw new NotRegisteredThen();
    return {
      id: householdId,
      version: found.version,
      changedAt: found.recordedAt.toISOString(),
      state: found.state,
      findings: [],
      corrections: [],
      asOf: { validOn, knownOn },
    };
  }

  private async logReading(client: pg.PoolClient, principal: Principal, householdId: string, page: HouseholdPage): Promise<void> {
    // a reading of a masked page is logged without waiting for the disk: a power cut may lose the last half second of these rows
    await Promise.all([
      client.query('set local synchronous_commit = off'),
      this.audit.record(client, {
        actor: actorOf(principal),
        action: 'household.read',
        objectType: 'household',
        objectId: householdId,
        result: 'success',
        ...(page.asOf ? { detail: page.asOf } : {}),
      }),
    ]);
  }

  private today(): PlainDate {
    return plainDateInShanghai(this.clock.now());
  }
}

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
