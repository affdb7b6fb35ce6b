import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { ADVISORY_LOCKS, Clock, newId, run, type Handle } from '@jingzhun/persistence';
import { grouped } from '../grouped.js';
import { PostedDifferently } from './ledger.errors.js';
import { assertBalanced, type NewLedgerAccount, type Posting } from './posting.js';

export interface Posted {
  entryId: string;
  /** False: this cause had its entry already, nothing was written. */
  isNew: boolean;
}

export interface Reversal {
  readonly entryId: string;
  readonly on: Posting['on'];
  readonly text: string;
}

const INSERT_ENTRIES = `insert into ledger_entry (id, on_date, value_on, kind, cause_type, cause_id, text, lines, reverses, account_id, account_name, recorded_at)
  select e.id, greatest(e.on_date, $12::date), case when e.on_date < $12::date then e.on_date end, e.kind, e.cause_type, e.cause_id, e.text, e.lines, nullif(e.reverses, '')::uuid, $9::uuid, $10::text, $11::timestamptz
  from unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::int[], $8::text[])
    as e (id, on_date, kind, cause_type, cause_id, text, lines, reverses)
  on conflict (cause_type, cause_id, kind) do nothing returning id`;

const INSERT_LINES = `insert into ledger_line (entry_id, position, account_code, amount_fen, place_code, household_id)
  select l.entry_id, l.position, l.account_code, l.amount_fen, l.place_code, nullif(l.household_id, '')::uuid
  from unnest($1::uuid[], $2::int[], $3::text[], $4::bigint[], $5::text[], $6::text[])
    as l (entry_id, position, account_code, amount_fen, place_code, household_id)`;

const FIND_POSTED = `select e.id, e.cause_type, e.cause_id, e.kind,
    (select string_agg(l.account_code || ' ' || l.amount_fen, ';' order by l.position) from ledger_line l where l.entry_id = e.id) as lines
  from ledger_entry e join unnest($1::text[], $2::uuid[], $3::text[]) as c (cause_type, cause_id, kind) using (cause_type, cause_id, kind)`;

/** Writes the book: always inside the caller's transaction, so that the record and its entry are one. */
@Injectable()
export class Ledger {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Opens accounts that are not there yet. */
  async open(handle: Handle, accounts: readonly NewLedgerAccount[]): Promise<void> {
    await run(
      handle,
      `insert into ledger_account (code, name_zh, name_en, kind, fund_code, opened_at)
       select a.code, a.name_zh, a.name_en, a.kind, nullif(a.fund_code, ''), $6::timestamptz
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as a (code, name_zh, name_en, kind, fund_code)
       on conflict (code) do nothing`,
      [
        accounts.map(({ code }) => code),
        accounts.map(({ nameZh }) => nameZh),
        accounts.map(({ nameEn }) => nameEn),
        accounts.map(({ kind }) => kind),
        accounts.map(({ fundCode }) => fundCode ?? ''),
        this.clock.now().toISOString(),
      ],
    );
  }

  /** @throws PostedDifferently */
  async post(handle: Handle, posting: Posting, by: Principal | null): Promise<Posted> {
    const [posted] = await this.postMany(handle, [posting], by);
    return posted as Posted;
  }

  /**
   * Many entries in a few statements. A cause that has its entry already keeps it. What happened in a closed month is posted on the first
   * open day and keeps its own.
   *
   * @returns one answer a posting, in their order
   * @throws PostedDifferently when a cause was posted with other lines: a fault
   */
  async postMany(handle: Handle, postings: readonly Posting[], by: Principal | null): Promise<Posted[]> {
    if (postings.length === 0) return [];
    postings.forEach(assertBalanced);
    return this.write(handle, postings, by);
  }

  /** The opposite of an entry, with its own date and reason. A second reversal of the same entry writes nothing. */
  async reverse(handle: Handle, entryId: string, reversal: { on: Posting['on']; text: string }, by: Principal | null): Promise<Posted> {
    const [posted] = await this.reverseMany(handle, [{ entryId, ...reversal }], by);
    return posted as Posted;
  }

  /** @returns one answer a reversal, in their order */
  async reverseMany(handle: Handle, reversals: readonly Reversal[], by: Principal | null): Promise<Posted[]> {
    if (reversals.length === 0) return [];
    const rows = await run<{ entryId: string; account: string; amountFen: number; placeCode: string; householdId: string | null }>(
      handle,
      `select entry_id as "entryId", account_code as account, amount_fen::bigint as "amountFen", place_code as "placeCode", household_id as "householdId"
       from ledger_line where entry_id = any($1::uuid[]) order by entry_id, position`,
      [reversals.map(({ entryId }) => entryId)],
    );
    const lines = grouped(rows, ({ entryId }) => entryId);
    const postings = reversals.map(({ entryId, on, text }): Posting => {
      const of = lines.get(entryId);
      if (!of) throw new RangeError('an entry that is not there cannot be reversed');
      const opposite = of.map(({ account, placeCode, householdId, amountFen }) => ({
        ...{ account, placeCode, amountFen: -Number(amountFen) },
        ...(householdId ? { householdId } : {}),
      }));
      return { on, kind: 'reversal', cause: { type: 'ledger-entry', id: entryId }, text, lines: opposite };
    });
    return this.write(
      handle,
      postings,
      by,
      reversals.map(({ entryId }) => entryId),
    );
  }

  private async write(
    handle: Handle,
    postings: readonly Posting[],
    by: Principal | null,
    reverses: readonly string[] = [],
  ): Promise<Posted[]> {
    const ids = postings.map(() => newId(this.clock) as string);
    const written = new Set((await this.writeEntries(handle, postings, ids, by, reverses)).map(({ id }) => id));
    const lines = postings.flatMap((posting, i) =>
      written.has(ids[i] as string) ? posting.lines.map((line, position) => ({ entryId: ids[i] as string, position, ...line })) : [],
    );
    if (lines.length > 0)
      await run(handle, INSERT_LINES, [
        lines.map(({ entryId }) => entryId),
        lines.map(({ position }) => position),
        lines.map(({ account }) => account),
        lines.map(({ amountFen }) => amountFen),
        lines.map(({ placeCode }) => placeCode),
        lines.map(({ householdId }) => householdId ?? ''),
      ]);
    if (written.size === postings.length) return ids.map((entryId) => ({ entryId, isNew: true }));
    return this.withEarlier(handle, postings, ids, written);
  }

  private async writeEntries(
    handle: Handle,
    postings: readonly Posting[],
    ids: readonly string[],
    by: Principal | null,
    reverses: readonly string[],
  ): Promise<{ id: string }[]> {
    const firstOpenDay = await findFirstOpenDay(handle);
    return run<{ id: string }>(handle, INSERT_ENTRIES, [
      ids,
      postings.map(({ on }) => on),
      postings.map(({ kind }) => kind),
      postings.map(({ cause }) => cause.type),
      postings.map(({ cause }) => cause.id),
      postings.map(({ text }) => text),
      postings.map(({ lines }) => lines.length),
      postings.map((_, i) => reverses[i] ?? ''),
      by?.accountId ?? null,
      by?.name ?? null,
      this.clock.now().toISOString(),
      firstOpenDay,
    ]);
  }

  private async withEarlier(
    handle: Handle,
    postings: readonly Posting[],
    ids: readonly string[],
    written: ReadonlySet<string>,
  ): Promise<Posted[]> {
    const asked = postings.filter((_, i) => !written.has(ids[i] as string));
    const rows = await run<{ id: string; cause_type: string; cause_id: string; kind: string; lines: string }>(handle, FIND_POSTED, [
      asked.map(({ cause }) => cause.type),
      asked.map(({ cause }) => cause.id),
      asked.map(({ kind }) => kind),
    ]);
    const found = new Map(rows.map((row) => [`${row.cause_type} ${row.cause_id} ${row.kind}`, row]));
    return postings.map(({ cause, kind, lines }, i): Posted => {
      const id = ids[i] as string;
      if (written.has(id)) return { entryId: id, isNew: true };
      const earlier = found.get(`${cause.type} ${cause.id} ${kind}`);
      if (!earlier || earlier.lines !== lines.map(({ account, amountFen }) => `${account} ${amountFen}`).join(';'))
        throw new PostedDifferently(cause.type);
      return { entryId: earlier.id, isNew: false };
    });
  }
}

/** No month is closed from here to the end of the transaction. @returns null: none was ever closed */
async function findFirstOpenDay(handle: Handle): Promise<string | null> {
  await run(handle, 'select pg_advisory_xact_lock_shared($1)', [ADVISORY_LOCKS.ledger]);
  const [open] = await run<{ day: string | null }>(
    handle,
    `select (max(month) + interval '1 month')::date::text as day from ledger_period`,
  );
  return open?.day ?? null;
}
