import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { permissionsOf, type Principal, type TokenVerifier } from '@jingzhun/auth';
import { Clock, newId } from '@jingzhun/persistence';

const clock = new Clock();

/**
 * What the page of a household is compared with: the same answer from one prepared statement, written by hand on node:http, with the
 * token checked, a transaction with the session's variables (row security is on: it is the same role) and the same audit row.
 */
export async function serveHandWritten(databaseUrl: string, verifier: TokenVerifier): Promise<{ port: number; stop: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, pipeline: true });
  const server = createServer((request, response) => {
    answer(pool, verifier, request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

const PATH = /^\/api\/identification\/v1\/households\/([0-9a-f-]{36})$/;

async function answer(pool: pg.Pool, verifier: TokenVerifier, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = PATH.exec(request.url ?? '')?.[1];
  const principal = await verifier.verify((request.headers.authorization ?? '').slice('Bearer '.length));
  if (!id || !permissionsOf(principal.roles).includes('household.read')) {
    response.writeHead(404).end();
    return;
  }
  const client = await pool.connect();
  try {
    const page = await inTransaction(client, principal, id);
    if (page === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(page) }).end(page);
  } finally {
    client.release();
  }
}

async function inTransaction(client: pg.PoolClient, principal: Principal, id: string): Promise<string | undefined> {
  onePacket(client);
  void client.query('begin');
  void client.query({
    name: 'session',
    // as the service: a reading is logged without waiting for the disk
    text: `select set_config('app.account', $1, true), set_config('app.area_from', $2, true), set_config('app.area_to', $3, true),
      set_config('app.system', '', true), set_config('synchronous_commit', 'off', true)`,
    values: [principal.accountId, principal.area.padEnd(12, '0'), principal.area.padEnd(12, '9')],
  });
  const page = client.query<{ page: string }>({ name: 'page', text: PAGE, values: [id, clock.today()] });
  void client.query({
    name: 'audit',
    text: `insert into audit_log (id, occurred_at, account_id, account_name, roles, area, session_id, action, object_type, object_id, result)
      select $1, $2, $3, $4, $5, $6, $7, 'household.read', 'household', $8, 'success' where exists (select from household where id = $9)`,
    values: [newId(clock), clock.now(), principal.accountId, principal.name, principal.roles, principal.area, principal.sessionId, id, id],
  });
  const commit = client.query('commit');
  const [{ rows }] = await Promise.all([page, commit]);
  return rows[0]?.page;
}

const onePacket = ({ connection: { stream } }: pg.PoolClient): void => {
  stream.cork();
  process.nextTick(() => stream.uncork());
};

/** The database makes the answer's text: nothing is parsed and printed again on the way. */
const PAGE = `select json_build_object(
  'id', h.id, 'number', h.number, 'villageCode', h.village_code, 'groupName', h.group_name, 'status', h.status, 'category', h.category,
  'mainCause', h.main_cause, 'secondaryCauses', h.secondary_causes, 'standard', h.standard, 'registeredOn', h.registered_on,
  'registeredElsewhere', h.registered_elsewhere, 'sourceDocument', h.source_document, 'headPersonId', h.head_person_id,
  'headName', h.head_name, 'memberCount', h.member_count, 'address', h.address, 'phoneMasked', h.phone_masked,
  'bankName', h.bank_name, 'bankAccountMasked', h.bank_masked, 'living', h.living, 'version', h.version,
  'netIncomePerPersonFen', i.list -> 0 -> 'netPerPersonFen', 'openFindings', json_array_length(f.list),
  'pendingCorrections', json_array_length(c.list),
  'members', (select coalesce(json_agg(json_build_object('personId', p.id, 'name', p.name, 'sex', p.sex, 'birthDate', p.birth_date,
      'idNumberMasked', p.id_masked, 'ethnicity', p.ethnicity, 'relation', m.relation, 'validFrom', m.valid_from, 'facts', m.facts,
      'age', extract(year from age($2::date, p.birth_date)), 'idNumberConverted', p.document_kind = 'citizen15',
      'isHead', m.relation = '01') order by m.relation, p.birth_date, p.id), '[]')
    from member m join person p on p.id = m.person_id where m.household_id = h.id and m.valid_to is null),
  'incomes', i.list, 'findings', f.list, 'corrections', c.list, 'asOf', null, 'changedAt', h.changed_at)::text as page
  from household h,
    lateral (select coalesce(json_agg(json_build_object('year', year, 'revision', revision, 'wageFen', wage_fen, 'businessFen', business_fen,
        'propertyFen', property_fen, 'transferFen', transfer_fen, 'businessExpenseFen', business_expense_fen, 'items', items, 'netFen', net_fen,
        'netPerPersonFen', net_per_person_fen, 'recordedAt', recorded_at) order by year desc), '[]') as list
      from (select distinct on (year) * from household_income where household_id = h.id order by year, revision desc) latest) i,
    lateral (select coalesce(json_agg(json_build_object('id', id, 'rule', rule, 'severity', severity, 'personId', person_id)), '[]') as list
      from finding where household_id = h.id and resolved_at is null) f,
    lateral (select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'proposedByName', proposed_by_name,
        'proposedAt', proposed_at, 'reason', reason)), '[]') as list from correction where household_id = h.id and status = 'proposed') c
  where h.id = $1`;
