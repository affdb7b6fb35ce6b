import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, newId } from '@jingzhun/persistence';
import type pg from 'pg';
import { MAKERS_OF_CASE } from '../../application/case/makers-of-case.sql.js';
import { confirmingSession } from '../../screening/confirming-session.js';
import { inTurn, ScreeningService } from '../../screening/screening.service.js';
import { asScreening } from '../../screening/store/elevated.js';
import type { DecideMatchRequest } from '../register-import.dto.js';
import {
  MatchDecided,
  MatchFactGone,
  MatchNotDecided,
  MatchNotFound,
  MatchOfOwnCase,
  OwnMatchDecision,
  RowIsSomebodyElse,
} from '../register-import.errors.js';

interface DecidedRow {
  import_id: string;
  kind: string;
  row: number;
  id_index: Buffer;
  row_mark: Buffer;
  village_code: string;
  status: string;
  class: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
}

/** What other extracts say of the same row and one of these persons, by another than who withdraws; never beside a "same" for somebody else. */
const OTHER_EXTRACTS = `select m.id, m.import_id, m.kind, m.row, m.id_index, m.row_mark, m.village_code, m.status, m.class, m.decided_by, m.decided_by_name,
    m.decided_at, m.decision_reason
  from register_match m where m.row_mark = $1 and m.id_index = any ($2::bytea[]) and m.import_id <> $3 and m.status in ('same', 'different')
    and m.decided_by is distinct from $4::uuid and (m.status = 'same'
      or not exists (select from register_match o where o.import_id = m.import_id and o.row = m.row and o.status = 'same'))`;

interface Wrong {
  id: string;
  match: DecidedRow;
  reason: string;
  principal: Principal;
}

const LOCKED = `select import_id, kind, row, id_index, row_mark, village_code, status, class, decided_by, decided_by_name, decided_at, decision_reason
  from register_match where id = $1 for update`;

const FORGET_FACT = 'class = null, place = null, valid_from = null, valid_to = null';

/** Decisions about who somebody in an extract is. */
@Injectable()
export class RegisterMatchService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
  ) {}

  /** Same: the fact counts from now on, and whoever else could have been meant is not. Different: nothing of it is kept. */
  async decide(principal: Principal, id: string, { decision, reason }: DecideMatchRequest): Promise<void> {
    const context = await this.screening.prepare();
    await this.database.connection(confirmingSession(principal), async (client) => {
      // before any row: who ends a case holds the turn and comes for its matches
      await inTurn(client);
      const { rows } = await client.query<DecidedRow>(LOCKED, [id]);
      const match = rows[0];
      if (!match) throw new MatchNotFound();
      if (match.status !== 'open') throw new MatchDecided();
      if (decision === 'same' && match.class === null) throw new MatchFactGone();
      await this.assertNotMaker(client, principal, match);
      if (decision === 'same') await asScreening(client, () => this.assertNobodyElse(client, match));
      const by = [principal.accountId, principal.name, this.clock.now(), reason];
      if (decision === 'same') await asScreening(client, () => this.keep(client, id, match, by));
      await client.query(
        `update register_match set status = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, decision_reason = $6, carries = true${decision === 'different' ? `, ${FORGET_FACT}` : ''}
         where id = $1`,
        [id, decision, ...by],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'register.match-decide',
        objectType: 'register-match',
        objectId: id,
        result: 'success',
        purpose: reason,
        detail: { decision },
      });
      await this.screening.judgePerson(client, context, match.id_index, { cause: 'match', runId: null, accountId: principal.accountId });
    });
  }

  /**
   * A decision that was wrong counts no longer, nor for later extracts; by another person than who made it. Who was meant is open again,
   * and with it the rule. What was deleted with a "different" comes back with the next extract only.
   */
  async withdraw(principal: Principal, id: string, reason: string): Promise<void> {
    const context = await this.screening.prepare();
    await this.database.connection(confirmingSession(principal), async (client) => {
      await inTurn(client);
      const { rows } = await client.query<DecidedRow>(LOCKED, [id]);
      const match = rows[0];
      if (!match) throw new MatchNotFound();
      if (match.status !== 'same' && match.status !== 'different') throw new MatchNotDecided();
      if (match.decided_by === principal.accountId) throw new OwnMatchDecision();
      await this.assertNotMaker(client, principal, match);
      const { status } = match;
      const reopened = await asScreening(client, () => this.reopen(client, { id, match, reason, principal }));
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'register.match-withdraw',
        objectType: 'register-match',
        objectId: id,
        result: 'success',
        purpose: reason,
        detail: { decision: status },
      });
      for (const index of reopened)
        await this.screening.judgePerson(client, context, index, { cause: 'match', runId: null, accountId: principal.accountId });
    });
  }

  /**
   * What other extracts carry of the same decision, or said alike of the same row and person, was wrong with it: an earlier one must not
   * come to count again when a later one is withdrawn. Another extract can know further candidates of the row: they are asked about again
   * as well, and who made a case of theirs withdraws nothing either.
   *
   * @returns blind indexes of everybody who is asked about again, each once
   * @throws RowIsSomebodyElse, MatchOfOwnCase
   */
  private async reopen(client: pg.PoolClient, wrong: Wrong): Promise<Buffer[]> {
    const { match, principal } = wrong;
    if (match.status === 'different') await this.assertNobodyElse(client, match);
    const reopened = await this.reopenOne(client, wrong);
    const elsewhere = `${OTHER_EXTRACTS} order by (m.status = 'different'), m.id limit 1`;
    for (;;) {
      const asked = [match.row_mark, reopened, match.import_id, principal.accountId];
      const { rows } = await client.query<DecidedRow & { id: string }>(elsewhere, asked);
      const other = rows[0];
      if (!other) break;
      await this.assertNotMaker(client, principal, other);
      const further = await this.reopenOne(client, { ...wrong, id: other.id, match: other });
      reopened.push(...further.filter((index) => !reopened.some((known) => known.equals(index))));
    }
    // what earlier extracts said of any of them is not taken over either
    const forget = 'update register_match set carries = false where row_mark = $1 and id_index = any ($2::bytea[])';
    await client.query(forget, [match.row_mark, reopened]);
    return reopened;
  }

  private async reopenOne(client: pg.PoolClient, { id, match, reason, principal }: Wrong): Promise<Buffer[]> {
    const { import_id, row, kind, village_code, status, decided_by, decided_by_name, decided_at, decision_reason } = match;
    await client.query(
      `insert into register_match_withdrawal (id, match_id, kind, village_code, decision, decided_by, decided_by_name, decided_at, decision_reason, reason, made_by, made_by_name, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[newId(this.clock), id, kind, village_code, status, decided_by, decided_by_name, decided_at, decision_reason],
        ...[reason, principal.accountId, principal.name, this.clock.now()],
      ],
    );
    await client.query('delete from register_entry where match_id = $1', [id]);
    // whoever became somebody else by the same decision is asked about with the same fact
    const { rows } = await client.query<{ id_index: Buffer }>(
      `update register_match o set status = 'open', decided_by = null, decided_by_name = null, decided_at = null, decision_reason = null, carries = false,
         carried_over = false, class = m.class, place = m.place, valid_from = m.valid_from, valid_to = m.valid_to
       from register_match m where m.id = $1 and (o.id = m.id
         or ($5 = 'same' and o.import_id = $2 and o.row = $3 and o.status = 'different' and o.decided_at = $4))
       returning o.id_index`,
      [id, import_id, row, decided_at, status],
    );
    return rows.map((one) => one.id_index);
  }

  /** One row of an extract is one person, also of another township. @throws RowIsSomebodyElse */
  private async assertNobodyElse(client: pg.PoolClient, { import_id, row }: DecidedRow): Promise<void> {
    const taken = await client.query(`select from register_match where import_id = $1 and row = $2 and status = 'same'`, [import_id, row]);
    if (taken.rowCount !== 0) throw new RowIsSomebodyElse();
  }

  /**
   * Of every running case that the row could be about, also of those that are not decided with it: one row is one person, so that a "same"
   * for one is a "different" for the others. @throws MatchOfOwnCase
   */
  private async assertNotMaker(client: pg.PoolClient, { accountId }: Principal, { import_id, row }: DecidedRow): Promise<void> {
    const own = await asScreening(client, () =>
      client.query(
        `select from register_match o join application a on a.open and (a.id = o.subject_id or a.household_id = o.subject_id
           or a.id in (select p.application_id from screening_applicant p where p.id_index = o.id_index))
         where o.import_id = $1 and o.row = $2 and ${MAKERS_OF_CASE} ? $3`,
        [import_id, row, accountId],
      ),
    );
    if (own.rowCount !== 0) throw new MatchOfOwnCase();
  }

  private async keep(client: pg.PoolClient, id: string, { import_id, row }: DecidedRow, by: unknown[]): Promise<void> {
    await client.query(
      `insert into register_entry (id, import_id, kind, id_index, class, place, valid_from, valid_to, row, match_id)
       select $2, import_id, kind, id_index, class, place, valid_from, valid_to, row, id from register_match where id = $1`,
      [id, newId(this.clock)],
    );
    // one row of an extract is one person
    await client.query(
      `update register_match set status = 'different', decided_by = $4, decided_by_name = $5, decided_at = $6, decision_reason = $7, carries = true, ${FORGET_FACT}
       where import_id = $1 and row = $2 and id <> $3 and status = 'open'`,
      [import_id, row, id, ...by],
    );
  }
}
