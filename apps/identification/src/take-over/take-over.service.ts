import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { level } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { ADVISORY_LOCKS, Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { isTakenOver } from './take-over-state.js';
import type { ProposeTakeOverRequest, TakeOverDecision, TakeOverResponse } from './take-over.dto.js';
import { OwnTakeOver, TakenOverAlready, TakeOverInThePast, TakeOverNotFound, TakeOverOfCountyOnly } from './take-over.errors.js';

interface Row {
  id: string;
  status: TakeOverDecision['status'];
  effective_on: string;
  effective_at: Date | null;
  reason: string;
  source_document: string;
  proposed_by: string;
  proposed_by_name: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
}

/** 数据接管: two county officers decide from which day on the register changes by the seven steps and in no other way. */
@Injectable()
export class TakeOverService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async get(principal: Principal): Promise<TakeOverResponse> {
    const county = principal.area.slice(0, 6);
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Row>('select * from take_over where county = $1 order by proposed_at desc, id desc', [county]);
      return { county, takenOver: await isTakenOver(client, county, this.clock.now()), decisions: rows.map(toDecision) };
    });
  }

  async propose(principal: Principal, { effectiveOn, reason, sourceDocument }: ProposeTakeOverRequest): Promise<void> {
    const county = countyOf(principal);
    const at = this.clock.now();
    if (effectiveOn < plainDateInShanghai(at)) throw new TakeOverInThePast();
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rowCount } = await client.query(`select from take_over where county = $1 and status in ('proposed', 'confirmed')`, [county]);
      if (rowCount) throw new TakenOverAlready();
      const id = newId(this.clock);
      const { rowCount: added } = await client.query(
        `insert into take_over (id, county, effective_on, reason, source_document, proposed_by, proposed_by_name, proposed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
        [id, county, effectiveOn, reason, sourceDocument, principal.accountId, principal.name, at],
      );
      if (added !== 1) throw new TakenOverAlready();
      await this.log(client, principal, 'take-over.propose', id, effectiveOn);
    });
  }

  /** From the later of now and the day on; releases of imports wait meanwhile, so that none falls between. */
  async confirm(principal: Principal, id: string, reason: string | undefined): Promise<void> {
    const county = countyOf(principal);
    await this.database.connection(sessionOf(principal), async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.importRelease]);
      const proposal = await getProposal(client, county, id);
      if (proposal.proposed_by === principal.accountId) throw new OwnTakeOver();
      const at = this.clock.now();
      const begins = new Date(`${proposal.effective_on}T00:00:00+08:00`);
      await client.query(
        `update take_over set status = 'confirmed', effective_at = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, decision_reason = $6 where id = $1`,
        [id, begins > at ? begins : at, principal.accountId, principal.name, at, reason ?? null],
      );
      await this.log(client, principal, 'take-over.confirm', id, proposal.effective_on);
    });
  }

  async withdraw(principal: Principal, id: string, reason: string | undefined): Promise<void> {
    const county = countyOf(principal);
    await this.database.connection(sessionOf(principal), async (client) => {
      const proposal = await getProposal(client, county, id);
      await client.query(
        `update take_over set status = 'withdrawn', decided_by = $2, decided_by_name = $3, decided_at = $4, decision_reason = $5 where id = $1`,
        [id, principal.accountId, principal.name, this.clock.now(), reason ?? null],
      );
      await this.log(client, principal, 'take-over.withdraw', id, proposal.effective_on);
    });
  }

  private async log(client: pg.ClientBase, principal: Principal, action: string, objectId: string, effectiveOn: string): Promise<void> {
    await this.audit.record(client, {
      actor: actorOf(principal),
      action,
      objectType: 'take-over',
      objectId,
      result: 'success',
      detail: { effectiveOn },
    });
  }
}

function countyOf(principal: Principal): string {
  if (level(principal.area) !== 'county') throw new TakeOverOfCountyOnly();
  return principal.area;
}

async function getProposal(client: pg.ClientBase, county: string, id: string): Promise<Row> {
  const { rows } = await client.query<Row>(`select * from take_over where id = $1 and county = $2 and status = 'proposed' for update`, [
    id,
    county,
  ]);
  if (!rows[0]) throw new TakeOverNotFound();
  return rows[0];
}

const toDecision = (row: Row): TakeOverDecision => ({
  id: row.id as TakeOverDecision['id'],
  status: row.status,
  effectiveOn: row.effective_on as TakeOverDecision['effectiveOn'],
  effectiveAt: row.effective_at?.toISOString() ?? null,
  reason: row.reason,
  sourceDocument: row.source_document,
  proposedBy: { id: row.proposed_by as TakeOverDecision['id'], name: row.proposed_by_name },
  proposedAt: row.proposed_at.toISOString(),
  decidedBy: row.decided_by ? { id: row.decided_by as TakeOverDecision['id'], name: row.decided_by_name ?? '' } : null,
  decidedAt: row.decided_at?.toISOString() ?? null,
});
