import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import { ApplicationNotFound } from '../case/application.errors.js';
import type { CaseEventList, StepsTaken } from './step.dto.js';

type Item = CaseEventList['items'][number];
type Row = Omit<Item, 'at' | 'actor'> & { at: Date; actorId: string | null; actorName: string | null };

@Injectable()
export class CaseEventQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  async timeline(principal: Principal, id: string): Promise<CaseEventList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rowCount } = await client.query('select from application where id = $1', [id]);
      if (rowCount === 0) throw new ApplicationNotFound();
      const { rows } = await client.query<Row>(
        `select version, step, from_state as "from", to_state as "to", outcome, actor_id as "actorId", actor_name as "actorName", at,
           decided_on as "decidedOn", reason, content_version as "contentVersion", screening_id as "screeningId", meeting_id as "meetingId",
           notice_id as "noticeId", objection_id as "objectionId", sample_id as "sampleId", signature_id as "signatureId",
           policy -> 'parameterIds' as "policyParameterIds"
         from application_event where application_id = $1 order by version desc`,
        [id],
      );
      return {
        items: rows.map(({ actorId, actorName, at, ...row }) => ({
          ...row,
          at: at.toISOString(),
          actor: actorId ? { id: actorId as NonNullable<Item['actor']>['id'], name: actorName ?? '' } : null,
        })),
      };
    });
  }

  async statesOf(principal: Principal, ids: readonly string[]): Promise<StepsTaken['cases']> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<StepsTaken['cases'][number]>(
        'select id, state, version from application where id = any($1) order by array_position($1::uuid[], id)',
        [ids],
      );
      return rows;
    });
  }
}
