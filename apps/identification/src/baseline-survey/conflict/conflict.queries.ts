import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import type pg from 'pg';
import { SealedCursors } from '@jingzhun/vault';
import { IS_NAMED, WHO_DECIDES, waitsFor } from '../decider/who-decides.sql.js';
import { membersOf, type Answers } from '../form/answers.js';
import { formOf } from '../form/forms.js';
import { MergeReport } from '../submission/merge-report.js';
import { SealedAnswers } from '../submission/sealed-answers.js';
import { readRound, type UnitRow } from '../submission/unit-rows.js';
import type { ConflictList, ConflictResponse, ConflictRow, ContestedAnswer, ListConflictsQuery } from './conflict.dto.js';
import { ConflictNotFound } from './conflict.errors.js';
import { isSealed, placesThatDiffer, shownAnswer } from './shown-answer.js';

const OPENED_ON = `(c.opened_at at time zone 'Asia/Shanghai')::date`;
/** With the days of the policy as $1, today as $2. */
const DUE_ON = `(${OPENED_ON} + $1::int)`;
const COLUMNS = `c.id, c.kind, c.state, c.round_id as "roundId", r.name as "roundName", c.unit_id as "unitId", u.household_id as "householdId",
  u.village_code as "villageCode", u.group_name as "groupName", u.head_name as "headName", u.version,
  json_build_object('id', s.account_id, 'name', s.account_name) as "reportedBy", s.received_at as "reportedAt", c.opened_at as "openedAt",
  case when c.decided_by is null then null else json_build_object('id', c.decided_by, 'name', c.decided_by_name) end as "decidedBy",
  ${DUE_ON}::text as "dueOn", $2::date - ${OPENED_ON} as "daysWaiting", c.state = 'open' and ${DUE_ON} < $2::date as late, ${IS_NAMED} as "isNamed",
  decider.account_id as "deciderId", decider.capacity as "deciderCapacity", decider.post_role as "deciderRole", decider.post_area as "deciderArea",
  c.decided_at as "decidedAt", c.decision ->> 'decision' as decision, c.reason`;
const FROM = `survey_conflict c join survey_unit u on u.id = c.unit_id join survey_round r on r.id = c.round_id join survey_submission s on s.id = c.submission_id ${WHO_DECIDES}`;

interface Row extends Omit<ConflictRow, 'reportedAt' | 'openedAt' | 'decidedAt' | 'decider'> {
  reportedAt: Date;
  openedAt: Date;
  decidedAt: Date | null;
  isNamed: boolean;
  deciderId: string | null;
  deciderCapacity: ConflictRow['decider']['capacity'];
  deciderRole: ConflictRow['decider']['role'];
  deciderArea: ConflictRow['decider']['area'];
}

interface DetailRow extends Row {
  submissionId: string;
  contentCipher: Buffer;
  registerVersion: number | null;
  foldedInto: string | null;
  currentBy: ConflictResponse['currentBy'];
  currentAt: Date | null;
  otherUnitId: string | null;
  otherHouseholdId: string | null;
  otherHead: string | null;
  otherVillage: string | null;
  ownReport: boolean;
}

@Injectable()
export class ConflictQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(MergeReport) private readonly merging: MergeReport,
    @Inject(SealedAnswers) private readonly sealed: SealedAnswers,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  async list(principal: Principal, { roundId, state, mine, late, cursor, limit }: ListConflictsQuery): Promise<ConflictList> {
    const [at, id] = cursor ? this.cursors.open('survey-conflicts', principal.accountId, cursor) : [null, null];
    const days = await this.days();
    const { rows } = await this.database.connection(sessionOf(principal), (client) =>
      client.query<Row>(
        `select ${COLUMNS} from ${FROM} where c.state = $3 and ($4::uuid is null or c.round_id = $4)
           and ($5::timestamptz is null or (c.opened_at, c.id) > ($5, $6::uuid))
           and ($8::boolean is null or $8 = ${waitsFor('$7')}) and ($9::boolean is null or $9 = (${DUE_ON} < $2::date))
         order by c.opened_at, c.id limit $10`,
        [...days, state, roundId ?? null, at, id, principal.accountId, mine ?? null, late ?? null, limit + 1],
      ),
    );
    const items = rows.slice(0, limit).map((row) => toRow(principal, row));
    const last = items.at(-1);
    const more = rows.length > limit && last;
    return { items, nextCursor: more ? this.cursors.seal('survey-conflicts', principal.accountId, [last.openedAt, last.id]) : null };
  }

  /** The two versions side by side, as they stand now. @throws ConflictNotFound */
  async get(principal: Principal, id: string): Promise<ConflictResponse> {
    const days = await this.days();
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<DetailRow>(
        `select ${COLUMNS}, s.id as "submissionId", s.content_cipher as "contentCipher", u.register_version as "registerVersion", u.folded_into as "foldedInto",
           (select json_build_object('id', a.account_id, 'name', a.account_name) from survey_answers a where a.unit_id = u.id and a.version = u.version) as "currentBy",
           (select a.recorded_at from survey_answers a where a.unit_id = u.id and a.version = u.version) as "currentAt",
           c.other_unit_id as "otherUnitId", c.other_household_id as "otherHouseholdId",
           coalesce(o.head_name, h.head_name) as "otherHead", coalesce(o.village_code, h.village_code) as "otherVillage",
           exists (select from survey_submission own where own.unit_id in (c.unit_id, c.other_unit_id) and own.account_id = $4) as "ownReport"
         from ${FROM} left join survey_unit o on o.id = c.other_unit_id left join household h on h.id = c.other_household_id where c.id = $3`,
        [...days, id, principal.accountId],
      );
      const row = rows[0];
      if (!row) throw new ConflictNotFound();
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'survey.conflict.read',
        objectType: 'survey-unit',
        objectId: row.unitId,
        result: 'success',
        detail: { conflict: id },
      });
      return this.detail(client, principal, row);
    });
  }

  private async detail(client: pg.PoolClient, principal: Principal, row: DetailRow): Promise<ConflictResponse> {
    const item = this.sealed.openReport({ id: row.submissionId, contentCipher: row.contentCipher });
    const isAboutAnswers = row.state === 'open' && row.kind !== 'double';
    const compared = isAboutAnswers ? await this.compare(client, row, item) : { contested: [], others: 0 };
    const {
      submissionId: _,
      contentCipher: __,
      registerVersion: ___,
      foldedInto: ____,
      otherUnitId,
      otherHouseholdId,
      otherHead,
      otherVillage,
      ...rest
    } = row;
    return {
      ...toRow(principal, rest),
      currentBy: row.currentBy,
      ownReport: row.ownReport,
      formVersion: item.formVersion,
      visitedAt: new Date(item.visitedAt).toISOString(),
      note: item.note ?? null,
      currentAt: row.currentAt?.toISOString() ?? null,
      ...compared,
      other: row.kind === 'double' ? otherOf(otherUnitId, otherHouseholdId, otherHead, otherVillage) : null,
    } as ConflictResponse;
  }

  /** The days of the policy, and today. */
  private async days(): Promise<[number, string]> {
    const today = plainDateInShanghai(this.clock.now());
    return [(await this.policy.snapshot(today, this.pack.county)).value('survey.conflict.days'), today];
  }

  private async compare(
    client: pg.PoolClient,
    row: DetailRow,
    item: Parameters<MergeReport['of']>[3],
  ): Promise<{ contested: ContestedAnswer[]; others: number }> {
    const form = formOf(item.formVersion);
    const unit: UnitRow = { ...row, id: row.unitId, state: 'visited' };
    const { view, current, merge } = await this.merging.of(client, unit, await readRound(client, row.roundId), item);
    const contested = merge.contested.map(({ path, base, current: now, submitted }) => ({
      path,
      memberName: memberName(path, current, view),
      base: shownAnswer(form, path, base),
      current: shownAnswer(form, path, now),
      submitted: shownAnswer(form, path, submitted),
      sealed: isSealed(form, path),
      differsAt: isSealed(form, path) ? placesThatDiffer(now, submitted) : [],
    }));
    return { contested, others: Object.keys(item.changes).length - contested.filter(({ path }) => path in item.changes).length };
  }
}

/** Whoever may not see the other household learns only that there is one. */
function otherOf(unitId: string | null, householdId: string | null, headName: string | null, villageCode: string | null): object {
  return villageCode === null
    ? { unitId: null, householdId: null, headName: null, villageCode: null, beyondArea: true }
    : { unitId, householdId, headName, villageCode, beyondArea: false };
}

function memberName(path: string, ...known: Answers[]): string | null {
  const [, id] = /^members\.([0-9a-f-]{36})\./.exec(path) ?? [];
  if (id === undefined) return null;
  for (const answers of known) {
    const name = membersOf(answers).get(id)?.['name'];
    if (typeof name === 'string') return name;
  }
  return null;
}

const toRow = ({ accountId }: Principal, { isNamed, deciderId, deciderCapacity, deciderRole, deciderArea, ...row }: Row): ConflictRow => ({
  ...row,
  decider: {
    kind: !isNamed ? 'anyone' : deciderId ? 'person' : 'nobody',
    ...{ capacity: deciderCapacity, role: deciderRole, area: deciderArea, isMe: deciderId === accountId },
  },
  reportedAt: row.reportedAt.toISOString(),
  openedAt: row.openedAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
});
