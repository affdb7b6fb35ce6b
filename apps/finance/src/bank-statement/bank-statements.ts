import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { readTable, tableTemplate } from '@jingzhun/workbooks';
import { TREASURY } from '../budget/budget.service.js';
import { referenceOf } from '../payment/bank-file.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import type { StatementComparison, StatementQuery } from './bank-statement.dto.js';
import { StatementRefused } from './bank-statement.errors.js';
import { matchStatement, type BookMovement } from './match-statement.rules.js';
import { bankRows, STATEMENT } from './statement-table.js';

const MOST = { matched: 500, entries: 20, unmatched: 1_000 } as const;

type MovementRow = Omit<BookMovement, 'references' | 'file'> & {
  documents: string[];
  batchNumber: number | null;
  fileNumber: number | null;
  position: number | null;
};

/** $1 account, $2 and $3 first and last day; by the day on which it happened, as the bank has it. */
const MOVEMENTS = `select e.id as "entryId", e.number::int as number, coalesce(e.value_on, e.on_date)::text as on, m.fen::float8 as "amountFen", e.text,
    b.number::int as "batchNumber", t.file_number as "fileNumber", t.position, e.reverses,
    array(select d from (select f.source_document from fund_change f where f.id = c.id union select r.source_document from risk_fund_change r where r.id = c.id
      union select o.source_document from money_order o where o.id = c.id) d (d) where d is not null) as documents
  from (select l.entry_id, sum(l.amount_fen) as fen from ledger_line l where l.account_code = $1 group by l.entry_id having sum(l.amount_fen) <> 0) m
  join ledger_entry e on e.id = m.entry_id
  cross join lateral (select coalesce((select o.cause_id from ledger_entry o where o.id = e.reverses), e.cause_id) as id) c
  left join payment_attempt t on t.id = c.id left join payment_batch b on b.id = t.batch_id
  where coalesce(e.value_on, e.on_date) between $2::date and $3::date order by e.number`;

const BALANCES = `select coalesce(sum(l.amount_fen) filter (where coalesce(e.value_on, e.on_date) < $2::date), 0)::float8 as "openingFen",
    coalesce(sum(l.amount_fen), 0)::float8 as "closingFen"
  from ledger_line l join ledger_entry e on e.id = l.entry_id where l.account_code = $1 and coalesce(e.value_on, e.on_date) <= $3::date`;

/** The county's own account as its bank prints it, beside the ledger. Nothing is posted and nothing of the statement is kept. */
@Injectable()
export class BankStatements {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  template(): Promise<Buffer> {
    return tableTemplate(STATEMENT);
  }

  /** @throws WholeCountyOnly, StatementRefused with every wrong line, FileRefused */
  async compare(principal: Principal, { from, to }: StatementQuery, content: Buffer): Promise<StatementComparison> {
    assertWholeCounty(principal);
    const { rows: lines, problems } = await readTable(content, STATEMENT, { today: this.clock.today() });
    if (problems.length > 0) throw new StatementRefused(problems);
    const { rows, problems: wrong } = bankRows(lines, from, to);
    if (wrong.length > 0) throw new StatementRefused(wrong);
    return this.database.connection(sessionOf(principal), async (client) => {
      const movements = await movementsOf(client, from, to);
      const [balances] = await run<{ openingFen: number; closingFen: number }>(client, BALANCES, [TREASURY, from, to]);
      const { matched, atBankOnly, inBookOnly, takenBack } = matchStatement(rows, movements);
      const counts = { matched: matched.length, atBankOnly: atBankOnly.length, inBookOnly: inBookOnly.length };
      await this.audit.record(client, {
        ...{ actor: actorOf(principal), action: 'ledger.compare-statement', objectType: 'bank-statement', result: 'success' },
        detail: { from, to, ...counts },
      });
      return {
        ...{ from, to },
        ...(balances as NonNullable<typeof balances>),
        bank: { lines: rows.length, ...sides(rows) },
        book: { entries: movements.length, ...sides(movements) },
        matchedCount: counts.matched,
        matched: matched.slice(0, MOST.matched).map(({ by, row, movements: of }) => ({
          ...{ by, line: row, entries: of.slice(0, MOST.entries).map(shown), count: of.length },
        })),
        atBankOnlyCount: counts.atBankOnly,
        atBankOnly: atBankOnly.slice(0, MOST.unmatched).map(({ row, why, otherDay }) => ({ ...row, why, otherDay })),
        takenBackCount: takenBack.length,
        inBookOnlyCount: counts.inBookOnly,
        inBookOnly: inBookOnly.slice(0, MOST.unmatched).map(({ movement, why, otherDay }) => ({ ...shown(movement), why, otherDay })),
      };
    });
  }
}

async function movementsOf(client: Handle, from: string, to: string): Promise<BookMovement[]> {
  const rows = await run<MovementRow>(client, MOVEMENTS, [TREASURY, from, to]);
  return rows.map(({ documents, batchNumber, fileNumber, position, ...movement }) => {
    const isSent = batchNumber !== null && fileNumber !== null && position !== null;
    const reference = isSent ? referenceOf(batchNumber, fileNumber, position) : null;
    return { ...movement, references: reference ? [reference, ...documents] : documents, file: reference?.slice(0, 9) ?? null };
  });
}

const shown = ({ entryId, number, on, amountFen, text }: BookMovement): StatementComparison['matched'][number]['entries'][number] => ({
  ...{ entryId, number, on, amountFen, text },
});

const sides = (all: readonly { readonly amountFen: number }[]): { inFen: number; outFen: number } => ({
  inFen: all.reduce((total, { amountFen }) => total + Math.max(0, amountFen), 0),
  outFen: all.reduce((total, { amountFen }) => total + Math.max(0, 0 - amountFen), 0),
});
