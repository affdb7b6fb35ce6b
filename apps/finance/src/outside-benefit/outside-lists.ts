import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { markedTable, readTable } from '@jingzhun/workbooks';
import { listedHouseholds } from '../listed-household/listed-household.js';
import { outsideKey } from './outside-kinds.js';
import { OUTSIDE_TABLE, toldBefore, toldBenefits, totalsProblems, type ToldBenefit } from './outside-rows.js';
import type { EnterOutsideRequest, OutsideUpload } from './outside.dto.js';
import {
  OutsideDayNotYet,
  OutsideFileDeclaredOtherwise,
  OutsideHouseholdUnknown,
  OutsideListRefused,
  OutsideNothingToCorrect,
  OutsideToldBefore,
  OutsideTotalsDiffer,
} from './outside.errors.js';

type Declared = Pick<OutsideUpload, 'kinds' | 'office' | 'document' | 'from' | 'to'>;
interface NewList extends Declared {
  readonly sha256: string | null;
  readonly supersedes: string | null;
  readonly told: readonly ToldBenefit[];
}

/** What another office paid, entered as its list or one by one; nothing counts before another person has released it. */
@Injectable()
export class OutsideLists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Whole or not at all. The same file, declared the same, is the list it was.
   *
   * @returns id. @throws OutsideListRefused with every wrong row, OutsideTotalsDiffer, OutsideFileDeclaredOtherwise, OutsideNothingToCorrect, OutsideDayNotYet, FileRefused
   */
  async take(principal: Principal, upload: OutsideUpload, content: Buffer): Promise<string> {
    const today = this.clock.today();
    if (upload.to > today) throw new OutsideDayNotYet();
    const { rows, problems } = await readTable(content, OUTSIDE_TABLE, { today });
    if (problems.length > 0) throw new OutsideListRefused(problems);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return this.database.transaction(sessionOf(principal), async (em) => {
      await this.alone(em);
      const known = await sameFile(em, sha256, upload);
      if (known) return known;
      const supersedes = upload.supersedes === undefined ? null : await listToCorrect(em, upload.supersedes, upload);
      const { told, wrong } = toldBenefits(rows, await listedHouseholds(em, rows), upload);
      if (wrong.length > 0) throw new OutsideListRefused(wrong);
      const differ = totalsProblems(rows, upload);
      if (differ.length > 0) throw new OutsideTotalsDiffer(differ);
      const before = await toldAlready(em, told, supersedes);
      if (before.length > 0) throw new OutsideListRefused(before.map(({ benefit, number }) => toldBefore(benefit.line ?? 0, number)));
      return this.write(em, principal, { ...upload, sha256, supersedes, told });
    });
  }

  /**
   * A list that is not taken, again with what is wrong in every row; one that would be taken comes back as it is. Nothing of it is kept.
   *
   * @throws OutsideNothingToCorrect, OutsideDayNotYet, FileRefused
   */
  async marked(principal: Principal, upload: OutsideUpload, content: Buffer): Promise<Buffer> {
    const today = this.clock.today();
    if (upload.to > today) throw new OutsideDayNotYet();
    const { rows, problems } = await readTable(content, OUTSIDE_TABLE, { today, mostProblems: Infinity });
    if (problems.length > 0) return markedTable(content, OUTSIDE_TABLE, problems);
    const found = await this.database.connection(sessionOf(principal), async (client) => {
      const supersedes = upload.supersedes === undefined ? null : await listToCorrect(client, upload.supersedes, upload);
      const { told, wrong } = toldBenefits(rows, await listedHouseholds(client, rows), upload);
      const before = await toldAlready(client, told, supersedes);
      return [...wrong, ...totalsProblems(rows, upload), ...before.map(({ benefit, number }) => toldBefore(benefit.line ?? 0, number))];
    });
    return markedTable(content, OUTSIDE_TABLE, found);
  }

  /** @returns id of the list of this one. @throws OutsideHouseholdUnknown, OutsideToldBefore, OutsideDayNotYet */
  enter(principal: Principal, { office, document, kind, householdId, amountFen, on, ...about }: EnterOutsideRequest): Promise<string> {
    const personId = about.personId ?? null;
    return this.database.transaction(sessionOf(principal), async (em) => {
      if (on > this.clock.today()) throw new OutsideDayNotYet();
      await this.alone(em);
      const [household] = await run<{ village: string }>(
        em,
        `select h.village_code as village from directory_household h where h.id = $1::uuid
           and ($2::uuid is null or exists (select from directory_person p where p.household_id = h.id and p.person_id = $2))`,
        [householdId, personId],
      );
      if (!household) throw new OutsideHouseholdUnknown();
      const key = outsideKey(kind, householdId, personId, on);
      const benefit = { line: null, kind, key, householdId, personId, village: household.village, amountFen, on };
      const [before] = await toldAlready(em, [benefit], null);
      if (before) throw new OutsideToldBefore(before.number);
      const list = { kinds: [kind], office, document, from: on, to: on, sha256: null, supersedes: null, told: [benefit] };
      return this.write(em, principal, list);
    });
  }

  /** Two lists at once: the second sees what the first has told. */
  private async alone(em: EntityManager): Promise<void> {
    await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.outsideLists]);
  }

  private async write(em: EntityManager, by: Principal, list: NewList): Promise<string> {
    const { kinds, office, document, from, to, sha256, supersedes, told } = list;
    const id = newId(this.clock) as string;
    const sumFen = told.reduce((sum, { amountFen }) => sum + amountFen, 0);
    await run(
      em,
      `insert into outside_list (id, origin, kinds, office, document, period_from, period_to, declared_count, declared_sum_fen, sha256, supersedes, state,
         state_since, entered_at, entered_by, entered_by_name)
       values ($1::uuid, $2, $3::text[], $4, $5, $6::date, $7::date, $8, $9, $10, $11::uuid, 'proposed', $12::timestamptz, $12::timestamptz, $13::uuid, $14)`,
      [
        ...[id, sha256 === null ? 'hand' : 'list', kinds, office, document, from, to, told.length, sumFen, sha256, supersedes],
        ...[this.clock.now().toISOString(), by.accountId, by.name],
      ],
    );
    await run(
      em,
      `insert into outside_benefit (id, list_id, position, file_row, kind, natural_key, household_id, person_id, village_code, amount_fen, on_date)
       select r.id, $1::uuid, r.position, nullif(r.line, 0), r.kind, r.key, r.household, nullif(r.person, '')::uuid, r.village, r.amount, r.on_date
       from unnest($2::uuid[], $3::int[], $4::int[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::bigint[], $11::date[])
         as r (id, position, line, kind, key, household, person, village, amount, on_date)`,
      [
        id,
        told.map(() => newId(this.clock)),
        told.map((_, i) => i + 1),
        told.map(({ line }) => line ?? 0),
        told.map(({ kind }) => kind),
        told.map(({ key }) => key),
        told.map(({ householdId }) => householdId),
        told.map(({ personId }) => personId ?? ''),
        told.map(({ village }) => village),
        told.map(({ amountFen }) => amountFen),
        told.map(({ on }) => on),
      ],
    );
    await this.audit.record(em, {
      ...{ actor: actorOf(by), action: 'outside-list.enter', objectType: 'outside-list', objectId: id, result: 'success' },
      detail: { rows: told.length, sumFen, kinds: kinds.join(' '), correction: supersedes !== null },
    });
    return id;
  }
}

const LIVE = `('proposed', 'released', 'withdrawing')`;

/** @throws OutsideFileDeclaredOtherwise */
async function sameFile(handle: Handle, sha256: string, upload: OutsideUpload): Promise<string | undefined> {
  const { kinds, office, document, from, to, supersedes = null } = upload;
  const [known] = await run<{ id: string; number: number; same: boolean }>(
    handle,
    `select l.id, l.number::int as number, l.kinds @> $2::text[] and l.kinds <@ $2::text[] and (l.office, l.document, l.period_from, l.period_to) = ($3, $4, $5::date, $6::date)
       and o.number is not distinct from $7::bigint as same
     from outside_list l left join outside_list o on o.id = l.supersedes where l.sha256 = $1 and l.state in ${LIVE}`,
    [sha256, kinds, office, document, from, to, supersedes],
  );
  if (known && !known.same) throw new OutsideFileDeclaredOtherwise(known.number);
  return known?.id;
}

/** @throws OutsideNothingToCorrect */
async function listToCorrect(handle: Handle, number: number, { kinds, office }: Declared): Promise<string> {
  const [list] = await run<{ id: string }>(
    handle,
    `select id from outside_list l where number = $1 and state = 'released' and office = $2 and kinds @> $3::text[] and kinds <@ $3::text[]
       and not exists (select from outside_list c where c.supersedes = l.id and c.state <> 'rejected')`,
    [number, office, kinds],
  );
  if (!list) throw new OutsideNothingToCorrect();
  return list.id;
}

/** Those that another list tells, or is about to; not the list that is corrected. */
async function toldAlready(
  handle: Handle,
  told: readonly ToldBenefit[],
  corrected: string | null,
): Promise<{ benefit: ToldBenefit; number: number }[]> {
  const found = await run<{ key: string; number: number }>(
    handle,
    `select b.natural_key as key, min(l.number)::int as number from outside_benefit b join outside_list l on l.id = b.list_id
     where b.natural_key = any ($1::text[]) and b.standing <> 'ended' and b.list_id is distinct from $2::uuid group by b.natural_key`,
    [told.map(({ key }) => key), corrected],
  );
  const numbers = new Map(found.map(({ key, number }) => [key, number]));
  return told.flatMap((benefit) => {
    const number = numbers.get(benefit.key);
    return number === undefined ? [] : [{ benefit, number }];
  });
}
