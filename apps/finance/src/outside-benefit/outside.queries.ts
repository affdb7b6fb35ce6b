import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { actorFor, type Principal } from '@jingzhun/auth';
import { NotPossible } from '@jingzhun/domain/lifecycle';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { decideOutside, OUTSIDE_WAYS, type OutsideFacts } from './outside-lifecycle.js';
import { FACTS } from './outside-steps.js';
import type { OutsideLine, OutsideLines, OutsideLinesQuery, OutsideList, OutsideLists, OutsideListsQuery } from './outside.dto.js';
import { OutsideListNotFound } from './outside.errors.js';

const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const other = (where: string): string =>
  `(select json_build_object('id', o.id, 'number', o.number::int) from outside_list o where ${where} limit 1)`;

const LIST = `select l.id, l.number::int as number, l.origin, l.kinds, l.office, l.document, l.period_from::text as "from", l.period_to::text as "to",
    l.declared_count as "declaredCount", l.declared_sum_fen::float8 as "declaredSumFen", ${other('o.id = l.supersedes')} as supersedes,
    ${other(`o.supersedes = l.id and o.state in ('released', 'withdrawing', 'withdrawn', 'superseded')`)} as "supersededBy",
    l.state, ${instant('l.state_since')} as "stateSince", l.entered_by_name as "enteredByName", ${instant('l.entered_at')} as "enteredAt",
    l.released_by_name as "releasedByName", l.withdrawal_asked_by_name as "withdrawalAskedByName", l.withdrawn_by_name as "withdrawnByName",
    (select e.reason from outside_list_event e where e.list_id = l.id order by e.position desc limit 1) as reason, l.version, ${FACTS},
    (select coalesce(json_agg(json_build_object('kind', k.kind, 'rows', k.rows, 'sumFen', k.fen) order by k.kind), '[]')
       from (select kind, count(*)::int as rows, sum(amount_fen)::float8 as fen from outside_benefit b where b.list_id = l.id group by kind) k) as "byKind",
    case when l.supersedes is not null then (
      select json_build_object('same', count(*) filter (where n.id is not null and b.amount_fen = n.amount_fen), 'changed', count(*) filter (where b.amount_fen <> n.amount_fen),
        'added', count(*) filter (where b.id is null), 'gone', count(*) filter (where n.id is null))
      from (select * from outside_benefit where list_id = l.supersedes) b full join (select * from outside_benefit where list_id = l.id) n on n.natural_key = b.natural_key) end as changes
  from outside_list l`;

const LINE = `select b.id, b.file_row as row, b.position, b.kind, b.household_id as "householdId", h.number as "householdNumber", h.head_name as "headName",
    (select p.name from directory_person p where p.person_id = b.person_id and p.household_id = b.household_id) as "personName", b.village_code as "villageCode",
    b.amount_fen::float8 as "amountFen", b.on_date::text as "on", o.amount_fen::float8 as "beforeFen",
    case when l.supersedes is not null then case when o.id is null then 'added' when o.amount_fen = b.amount_fen then 'same' else 'changed' end end as change
  from outside_benefit b join outside_list l on l.id = b.list_id left join directory_household h on h.id = b.household_id
    left join outside_benefit o on o.list_id = l.supersedes and o.natural_key = b.natural_key`;

type Row = Omit<OutsideList, 'steps'> & OutsideFacts;

@Injectable()
export class OutsideQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  /** Newest first. */
  list(principal: Principal, { state, cursor, limit }: OutsideListsQuery): Promise<OutsideLists> {
    const [before] = cursor ? this.cursors.open('outside-lists', principal.accountId, cursor) : [null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Row>(
        client,
        `${LIST} where ($1::text is null or l.state = $1) and ($2::bigint is null or l.number < $2) order by l.number desc limit $3`,
        [state ?? null, before, limit + 1],
      );
      const items = rows.slice(0, limit).map((row) => shown(row, principal));
      const last = rows.length > limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? this.cursors.seal('outside-lists', principal.accountId, [last.number]) : null };
    });
  }

  /** @throws OutsideListNotFound */
  get(principal: Principal, id: string): Promise<OutsideList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [row] = await run<Row>(client, `${LIST} where l.id = $1::uuid`, [id]);
      if (!row) throw new OutsideListNotFound();
      return shown(row, principal);
    });
  }

  /** Of the own area, as the list has them; reading them is recorded. @throws OutsideListNotFound */
  lines(principal: Principal, id: string, { cursor, limit }: OutsideLinesQuery): Promise<OutsideLines> {
    const name = `outside-lines ${id}`;
    const [after] = cursor ? this.cursors.open(name, principal.accountId, cursor) : [0];
    return this.database.connection(sessionOf(principal), async (client) => {
      if ((await run(client, 'select from outside_list where id = $1::uuid', [id])).length === 0) throw new OutsideListNotFound();
      const rows = await run<OutsideLine & { position: number }>(
        client,
        `${LINE} where b.list_id = $1::uuid and b.position > $2::int order by b.position limit $3::int`,
        [id, Number(after), limit + 1],
      );
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'outside-list.read', objectType: 'outside-list', objectId: id, result: 'success' },
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map(({ position: _, ...line }) => line),
        nextCursor: last ? this.cursors.seal(name, principal.accountId, [last.position]) : null,
      };
    });
  }
}

const shown = ({ enteredBy, withdrawalAskedBy, replacesStanding, ...list }: Row, by: Principal): OutsideList => ({
  ...list,
  steps: stepsFor({ enteredBy, withdrawalAskedBy, replacesStanding }, list.state, by),
});

/** Those of the reader's office; what is missing is said, so that nobody presses in vain. */
const stepsFor = (facts: OutsideFacts, state: OutsideList['state'], by: Principal): OutsideList['steps'] =>
  OUTSIDE_WAYS.filter(({ from }) => from === state).flatMap(({ step, reason }) => {
    try {
      decideOutside(step, state, facts, actorFor(by));
      return [{ step, reason, missing: [] }];
    } catch (error) {
      if (!(error instanceof NotPossible)) throw error;
      return error.why === 'not-yet' ? [{ step, reason, missing: wordsOf(error as NotPossible) }] : [];
    }
  });

const wordsOf = ({ missing }: NotPossible): { zh: string; en: string }[] => missing.map(({ zh, en }) => ({ zh, en }));
