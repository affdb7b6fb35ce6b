import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { DirectoryHouseholdNotFound } from '@jingzhun/household-directory';
import { Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { SUBSIDY_SUBJECT } from '../evidence.js';
import { schemeOf } from '../subsidy-rows.js';
import { SubsidyApplicationNotFound } from '../subsidy.errors.js';
import type {
  PossibleDuplicateAnswer,
  PossibleDuplicateAnswered,
  PossibleDuplicatesFound,
  FindPossibleDuplicatesRequest,
} from './possible-duplicates.dto.js';
import { digestOf, nextOf, wordsOf, type PossibleDuplicate } from './possible-duplicates.rules.js';
import { villageOfProject } from '../moved-projects.js';
import { findPossibleDuplicates, holdPossibleDuplicates, type AskedFor, type FoundDuplicate } from './find-possible-duplicates.js';
import { PossibleDuplicateChanged, PossibleDuplicateOneByOne, PossibleDuplicateUnanswered } from './parcel.errors.js';
import { keyOfParcel } from './parcel-name.rules.js';

/** Whoever enters what may be there already says why it is another one; kept with the application, for whoever checks and approves it (ADR 0198). */
@Injectable()
export class PossibleDuplicateAnswers {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** What entering this would have to answer. Writes nothing. @throws SchemeNotFound, DirectoryHouseholdNotFound, SubsidyApplicationNotFound */
  preview(principal: Principal, request: FindPossibleDuplicatesRequest): Promise<PossibleDuplicatesFound> {
    const { schemeCode, householdId, applicationId = null, product, stage, parcel } = request;
    return this.database.connection(sessionOf(principal), async (client) => {
      const scheme = await schemeOf(client, schemeCode);
      const { parcelVillage, ...kept } = applicationId
        ? await standing(client, applicationId)
        : { ...(await entering(client, householdId, request.claimId)), year: this.yearNow() };
      const found = await findPossibleDuplicates(client, {
        ...{ ...kept, applicationId, product, stage },
        schemeYear: Number(scheme.code.slice(-4)),
        ...(parcel ? { parcelKey: keyOfParcel(parcel) } : {}),
        parcelVillage: request.parcelVillage ?? parcelVillage,
      });
      return { digest: digestOf(found), findings: found.map((one) => shown(one, principal)) };
    });
  }

  /** Before anything else is held: whoever enters the same by the project and by hand waits in one order. */
  hold(em: EntityManager, asked: Pick<AskedFor, 'householdId' | 'product' | 'stage'>): Promise<void> {
    return holdPossibleDuplicates(em, asked);
  }

  /** In the transaction that enters or corrects it, before it is written and after `hold`. @throws PossibleDuplicateUnanswered, PossibleDuplicateChanged */
  async pass(
    em: EntityManager,
    by: Principal,
    { id, villageCode }: { id: string; villageCode: string },
    asked: AskedFor,
    answer: PossibleDuplicateAnswer | undefined,
  ): Promise<void> {
    const found = await findPossibleDuplicates(em, asked);
    if (found.length === 0) return;
    if (!answer) throw new PossibleDuplicateUnanswered(found.map(problemOf));
    if (answer.digest !== digestOf(found)) throw new PossibleDuplicateChanged();
    await run(
      em,
      `insert into subsidy_possible_duplicate_answer (id, application_id, village_code, findings, reason, answered_at, answered_by, answered_by_name)
       values ($1::uuid, $2::uuid, $3, $4::jsonb, $5, $6::timestamptz, $7::uuid, $8)`,
      [
        ...[newId(this.clock), id, villageCode, JSON.stringify(found.map(kept)), answer.reason],
        ...[this.clock.now().toISOString(), by.accountId, by.name],
      ],
    );
    await this.audit.record(em, {
      ...{
        actor: actorOf(by),
        action: 'subsidy.possible-duplicate-answered',
        objectType: SUBSIDY_SUBJECT,
        objectId: id,
        result: 'success',
      },
      detail: { findings: found.length, kinds: [...new Set(found.map(({ kind }) => kind))].join(' ') },
    });
  }

  yearNow(): number {
    return Number(plainDateInShanghai(this.clock.now()).slice(0, 4));
  }
}

type Kept = Pick<AskedFor, 'householdId' | 'year' | 'claimId' | 'parcelVillage'>;

/** The land of an accepted project lies where it was accepted, wherever the household lives by now. @throws DirectoryHouseholdNotFound */
async function entering(handle: Handle, householdId: string, claimId: string | undefined): Promise<Omit<Kept, 'year'>> {
  const [household] = await run<{ village: string }>(
    handle,
    'select village_code as village from directory_household where id = $1::uuid',
    [householdId],
  );
  if (!household) throw new DirectoryHouseholdNotFound();
  const village = claimId ? await villageOfProject(handle, claimId, householdId) : undefined;
  return { householdId, claimId: claimId ?? null, parcelVillage: village ?? household.village };
}

/**
 * What a correction keeps where it says nothing else; its household may have moved away and is not looked up.
 * @throws SubsidyApplicationNotFound
 */
async function standing(handle: Handle, applicationId: string): Promise<Kept> {
  const [row] = await run<Kept>(
    handle,
    `select household_id as "householdId", extract(year from entered_at at time zone 'Asia/Shanghai')::int as year, claim_id as "claimId", parcel_village as "parcelVillage"
     from subsidy_application where id = $1::uuid`,
    [applicationId],
  );
  if (!row) throw new SubsidyApplicationNotFound();
  return row;
}

/** What an answer was about: no person, no figure that changes. */
const kept = ({ kind, of, claimId, applicationId, document, acceptedOn, parcel }: FoundDuplicate): PossibleDuplicate => ({
  ...{ kind, of },
  ...(claimId ? { claimId } : {}),
  ...(applicationId ? { applicationId } : {}),
  ...(document ? { document } : {}),
  ...(acceptedOn ? { acceptedOn } : {}),
  ...(parcel ? { parcel } : {}),
});

const problemOf = (one: PossibleDuplicate) => ({
  pointer: '/possibleDuplicates',
  code: `subsidy.possible-duplicate-${kebab(one.kind)}`,
  ...wordsOf(one),
});

/** Somebody else's application is opened, and its household named, in the own area only. */
function shown(found: FoundDuplicate, { area }: Principal): PossibleDuplicatesFound['findings'][number] {
  const isOwn = found.villageCode?.startsWith(area) ?? false;
  return {
    ...{ kind: found.kind, ...wordsOf(found), next: nextOf(found) },
    claimId: found.kind === 'projectWaits' ? (found.claimId ?? null) : null,
    applicationId: isOwn ? (found.applicationId ?? null) : null,
    householdNumber: isOwn ? (found.householdNumber ?? null) : null,
    headName: isOwn ? (found.headName ?? null) : null,
  };
}

/** Those that were entered with an answer; a rest, with what it is the rest of. */
export async function withAnsweredDuplicates(handle: Handle, applicationIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await run<{ id: string }>(
    handle,
    `select distinct a.id from subsidy_application a join subsidy_possible_duplicate_answer n on n.application_id = coalesce(a.rest_of, a.id) where a.id = any($1::uuid[])`,
    [applicationIds],
  );
  return new Set(found.map(({ id }) => id));
}

/** What somebody has given a reason for is read by who checks and who approves: not one word for many. @throws PossibleDuplicateOneByOne */
export async function assertReadSingly(handle: Handle, applicationIds: readonly string[]): Promise<void> {
  if (applicationIds.length < 2) return;
  const answered = await withAnsweredDuplicates(handle, applicationIds);
  if (answered.size > 0) throw new PossibleDuplicateOneByOne(applicationIds.flatMap((id, at) => (answered.has(id) ? [at] : [])));
}

/** Newest first; of a rest, those of what it is the rest of. */
export async function possibleDuplicateAnswersOf(handle: Handle, applicationId: string): Promise<PossibleDuplicateAnswered[]> {
  const rows = await run<{ findings: PossibleDuplicate[]; reason: string; byName: string; at: string }>(
    handle,
    `select findings, reason, answered_by_name as "byName", to_char(answered_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from subsidy_possible_duplicate_answer where application_id = $1::uuid order by answered_at desc, id desc`,
    [applicationId],
  );
  const named = rows.flatMap(({ findings }) => findings.flatMap(({ applicationId: other }) => (other ? [other] : [])));
  // one of another area is not opened by who reads this
  const seen = await run<{ id: string }>(handle, 'select id from subsidy_application where id = any($1::uuid[])', [named]);
  const own = new Set(seen.map(({ id }) => id));
  return rows.map(({ findings, ...answer }) => ({
    ...answer,
    findings: findings.map((one) => ({
      ...{ kind: one.kind, ...wordsOf(one) },
      applicationId: one.applicationId && own.has(one.applicationId) ? one.applicationId : null,
    })),
  }));
}
