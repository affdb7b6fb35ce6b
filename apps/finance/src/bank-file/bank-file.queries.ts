import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import { level } from '@jingzhun/domain/division-code';
import { Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { RELEASE_FACTS } from './bank-file-steps.js';
import type { BankFile, BankFileDeed, BankFileLine, BankFileLines, BankFileRowsQuery, BankFiles } from './bank-file.dto.js';
import { BankFileNotFound } from './bank-file.errors.js';
import { missingForRelease, RECHECKED_FROM, WITHDRAWN_FROM, type ReleaseFacts } from './release.rules.js';

const counted = (result: string): string => `'${result}', count(*) filter (where r.result = '${result}')`;

const FILE = `select f.id, f.number::int as number, f.bank_code as "bankCode", b.name_zh as "bankNameZh", b.name_en as "bankNameEn", f.rows, f.from_date::text as "from", f.to_date::text as "to",
    f.declared, f.entered_by_name as "enteredByName", to_char(f.entered_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "enteredAt", f.released_by_name as "releasedByName",
    f.withdrawn_by_name as "withdrawnByName", f.reason, f.version, ${RELEASE_FACTS},
    (select json_build_object(${['waiting', 'book', 'differs', 'already', 'refused'].map(counted).join(', ')}) from bank_file_row r where r.file_id = f.id) as results,
    (select coalesce(json_agg(json_build_object('kind', k.kind, 'rows', k.rows, 'sumFen', k.fen) order by k.kind), '[]')
       from (select kind, count(*)::int as rows, sum(amount_fen)::float8 as fen from bank_file_row r where r.file_id = f.id and r.standing = 'booked' group by kind) k) as booked
  from bank_file f join lender_bank b on b.code = f.bank_code`;

const LINE = `select r.id, r.position, r.file_row as row, r.contract, r.kind, r.on_date::text as "on", r.amount_fen::float8 as "amountFen", r.principal_fen::float8 as "principalFen",
    r.interest_fen::float8 as "interestFen", r.penalty_fen::float8 as "penaltyFen", r.added_periods as "addedPeriods", r.effect, r.reference,
    case when l.id is not null then json_build_object('id', l.id, 'number', l.number::int, 'state', l.state, 'householdNumber', l.household_number) end as loan,
    r.village_code as "villageCode", r.result, r.our_principal_fen::float8 as "ourPrincipalFen", r.our_interest_fen::float8 as "ourInterestFen", r.our_penalty_fen::float8 as "ourPenaltyFen", r.parts, r.problem, r.standing
  from bank_file_row r left join loan l on l.id = r.loan_id`;

type Row = Omit<BankFile, 'release' | 'withdraw' | 'recheck'> & ReleaseFacts;

@Injectable()
export class BankFileQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  /** Newest first; of a clerk, of the own bank. */
  list(principal: Principal): Promise<BankFiles> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Row>(client, `${FILE} where $1::text is null order by f.number desc limit 200`, [null, principal.accountId]);
      return { items: rows.map((row) => shown(row, principal)) };
    });
  }

  /** @throws BankFileNotFound */
  get(principal: Principal, id: string): Promise<BankFile> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [row] = await run<Row>(client, `${FILE} where f.id = $1::uuid`, [id, principal.accountId]);
      if (!row) throw new BankFileNotFound();
      return shown(row, principal);
    });
  }

  /** In the order of the file; reading them is recorded. @throws BankFileNotFound */
  lines(principal: Principal, id: string, { result, cursor, limit }: BankFileRowsQuery): Promise<BankFileLines> {
    const name = `bank-file ${id}`;
    const [after] = cursor ? this.cursors.open(name, principal.accountId, cursor) : [0];
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await this.rows(client, principal, id, { result: result ?? null, after: Number(after), limit: limit + 1 }, 'read');
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map(({ position: _, ...line }) => line),
        nextCursor: last ? this.cursors.seal(name, principal.accountId, [last.position]) : null,
      };
    });
  }

  /** All of them, for the marked workbook. @throws BankFileNotFound */
  all(principal: Principal, id: string): Promise<BankFileLine[]> {
    return this.database.connection(sessionOf(principal), (client) =>
      this.rows(client, principal, id, { result: null, after: 0, limit: 20_000 }, 'export'),
    );
  }

  private async rows(
    client: Handle,
    principal: Principal,
    id: string,
    { result, after, limit }: { result: string | null; after: number; limit: number },
    action: Extract<BankFileDeed, 'read' | 'export'>,
  ): Promise<(BankFileLine & { position: number })[]> {
    if ((await run(client, 'select from bank_file where id = $1::uuid', [id])).length === 0) throw new BankFileNotFound();
    await this.audit.record(client, {
      ...{ actor: actorOf(principal), action: `bank-file.${kebab(action)}`, objectType: 'bank-file', objectId: id, result: 'success' },
    });
    return run(
      client,
      `${LINE} where r.file_id = $1::uuid and ($2::text is null or r.result = $2) and r.position > $3::int order by r.position limit $4::int`,
      [...[id, result, after, limit]],
    );
  }
}

const possible = (missing: { zh: string; en: string }[]): BankFile['release'] => ({ possible: missing.length === 0, missing });

function shown({ enteredBy, refusedRows, rowsToBook, approvedRows, ...file }: Row, by: Principal): BankFile {
  const operates = may(by, 'bank.operate') && level(by.area) === 'county';
  const facts = { enteredBy, refusedRows, rowsToBook, approvedRows };
  const never = { possible: false, missing: [] };
  return {
    ...file,
    release: operates && file.state === 'checked' ? possible(missingForRelease(facts, by.accountId)) : never,
    withdraw: { possible: operates && WITHDRAWN_FROM.includes(file.state), missing: [] },
    recheck: { possible: operates && RECHECKED_FROM.includes(file.state), missing: [] },
  };
}
