import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import { areaRange, codeOf, containsArea } from '@jingzhun/domain/division-code';
import { addDays, plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { Clock, Database, newId, systemSession } from '@jingzhun/persistence';
import type pg from 'pg';
import { MAKERS_OF_CASE } from '../../application/case/makers-of-case.sql.js';
import { confirmingSession } from '../confirming-session.js';
import type { JudgingContext } from '../judging-context.js';
import type { RuleOutcome } from '../rules/judge.js';
import type { Confirmation } from '../rules/subject.js';
import { inTurn, ScreeningService } from '../screening.service.js';
import type { ReadSubject } from '../store/read-subjects.js';
import { SealedContent } from '../store/sealed-content.js';
import type { GroupConfirmRequest } from './decision.dto.js';
import { AreaNotYours, UnknownRule } from './decision.errors.js';
import { decideForMany, nothingSpeaksAgainst } from './decision.rules.js';
import { EvidenceOfDecision } from './evidence-of-decision.js';

export const ConfirmForMany = defineJob({ name: 'screening.confirm-many', payload: z.strictObject({ groupId: z.uuid() }) });

const Checkpoint = z.object({ after: z.string(), confirmed: z.number(), seen: z.number() });
const CHUNK = 2_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const AS_SCREENING = systemSession('screening');

interface GroupRow {
  id: string;
  area: string;
  rule: string;
  ground: string;
  until: PlainDate;
  made_by: string;
  made_by_name: string;
  made_at: Date;
}

/** One word of a person, with evidence, about all households of an area in whom nothing speaks against; the others stay for a look. */
@Injectable()
export class GroupConfirmations implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
    @Inject(SealedContent) private readonly sealed: SealedContent,
    @Inject(EvidenceOfDecision) private readonly evidence: EvidenceOfDecision,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(ConfirmForMany, ({ groupId }, run) => this.confirmAll(groupId, run));
  }

  /** @returns id of the job */
  async order(principal: Principal, request: GroupConfirmRequest): Promise<string> {
    if (!containsArea(principal.area, request.area)) throw new AreaNotYours();
    const context = await this.screening.prepare();
    const rule = context.ruleSet.rules.find(({ code }) => code === request.rule);
    if (!rule) throw new UnknownRule();
    decideForMany(rule, request, { cleared: may(principal, 'screening.sensitive') });
    return this.database.connection(confirmingSession(principal), async (client) => {
      const id = newId(this.clock);
      const attachments = await this.evidence.require(client, request.attachments, { id, sensitive: rule.sensitive });
      const jobId = await this.jobs.enqueue(client, ConfirmForMany, { groupId: id }, principal.accountId);
      await client.query(
        `insert into screening_group_confirmation (id, area_code, area, rule, ground, note, attachments, until, made_by, made_by_name, made_at, job_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          codeOf(request.area),
          request.area,
          rule.code,
          request.ground,
          request.note,
          attachments,
          addDays(context.judgedOn, context.confirmationDays),
          principal.accountId,
          principal.name,
          this.clock.now(),
          jobId,
        ],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'screening.confirm-many',
        objectType: 'screening',
        objectId: id,
        result: 'success',
        detail: { rule: rule.code, area: request.area },
      });
      return jobId;
    });
  }

  private async confirmAll(groupId: string, run: JobRun): Promise<{ confirmed: number; seen: number }> {
    const context = await this.screening.prepare();
    let at = run.checkpoint(Checkpoint) ?? { after: FIRST, confirmed: 0, seen: 0 };
    for (;;) {
      if (run.signal.aborted) throw new Error('the service stops: the confirmation goes on at its next start');
      const before = at;
      at = await run.connection(AS_SCREENING, async (client, save) => {
        await inTurn(client);
        const next = await this.confirmNext(client, context, groupId, before, run.jobId);
        await save(next);
        return next;
      });
      run.progress({ done: at.seen });
      if (at.after === before.after) return { confirmed: at.confirmed, seen: at.seen };
    }
  }

  private async confirmNext(
    client: pg.PoolClient,
    context: JudgingContext,
    groupId: string,
    before: z.infer<typeof Checkpoint>,
    runId: string,
  ): Promise<z.infer<typeof Checkpoint>> {
    const { rows } = await client.query<GroupRow>('select * from screening_group_confirmation where id = $1', [groupId]);
    const group = rows[0];
    if (!group) throw new Error('a confirmation of many without its order');
    const { from, to } = areaRange(group.area as never);
    const found = await client.query<{ id: string }>(
      // what is confirmed of a household counts for the case about it: nobody confirms his own among many either
      `select h.id from household h where h.village_code between $1 and $2 and h.status in ('registered', 'returned') and h.id > $3
         and not exists (select from application a where a.open and a.household_id = h.id and ${MAKERS_OF_CASE} ? $5)
       order by h.id limit $4`,
      [from, to, before.after, CHUNK, group.made_by],
    );
    const ids = found.rows.map(({ id }) => id);
    if (ids.length === 0) return before;
    const rule = context.ruleSet.rules.findIndex(({ code }) => code === group.rule);
    const { stored, subjects } = await this.screening.read(client, context, 'household', { ids });
    const clear = subjects.filter(
      ({ subject }) => nothingSpeaksAgainst(stored.judge.outcomes(subject)[rule] as RuleOutcome) && subject.reviewing === 0,
    );
    const confirmed = await this.write(client, group, clear, context.ruleSet.rules[rule]?.sensitive ?? true);
    await this.screening.write(client, stored, confirmed, { cause: 'confirmation', runId, accountId: group.made_by });
    return { after: ids.at(-1) ?? before.after, confirmed: before.confirmed + confirmed.length, seen: before.seen + ids.length };
  }

  /** Writes the confirmations and hands the subjects back as they are now. */
  private async write(
    client: pg.PoolClient,
    group: GroupRow,
    subjects: readonly ReadSubject[],
    sensitive: boolean,
  ): Promise<ReadSubject[]> {
    const ids = subjects.map(() => newId(this.clock));
    await client.query(
      `insert into screening_confirmation (id, subject_kind, subject_id, village_code, rule, result, ground, marks, until, made_by, made_by_name, made_at, for_many)
       select id, 'household', subject_id, village_code, $4, 'pass', $5, $6::text[], $7::date, $8::uuid, $9, $10::timestamptz, $11::uuid
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as n(id, subject_id, village_code)`,
      [
        ids,
        subjects.map(({ id }) => id),
        subjects.map(({ villageCode }) => villageCode),
        group.rule,
        sensitive ? null : group.ground,
        sensitive ? null : [],
        group.until,
        group.made_by,
        group.made_by_name,
        group.made_at,
        group.id,
      ],
    );
    if (sensitive)
      await client.query(
        'insert into screening_sealed (id, village_code, cipher) select * from unnest($1::uuid[], $2::text[], $3::bytea[])',
        [ids, subjects.map(({ villageCode }) => villageCode), ids.map((id) => this.sealed.seal(id, { ground: group.ground, marks: [] }))],
      );
    const on = plainDateInShanghai(group.made_at);
    return subjects.map((one, i) => {
      const added: Confirmation = {
        id: ids[i] ?? '',
        rule: group.rule,
        ground: group.ground,
        result: 'pass',
        marks: [],
        byName: group.made_by_name,
        on,
        until: group.until,
      };
      return { ...one, subject: { ...one.subject, confirmations: [...one.subject.confirmations, added] } };
    });
  }
}
