import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Attachments } from '@jingzhun/evidence';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import type { SubmissionItem } from '../submission/submission.dto.js';
import { renewState, type UnitRow } from '../submission/unit-rows.js';
import type { PhotoArrival } from './photo.dto.js';

/**
 * Photographs of visits. A phone gives each its id, which is also the id of the upload and of the attachment; the file may be here
 * before its report or long after it.
 */
@Injectable()
export class SurveyPhotos {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  /** A report names its photographs; those that are here already are put to the unit. */
  async expect(
    client: pg.PoolClient,
    report: { unit: UnitRow; submissionId: string; accountId: string },
    photos: SubmissionItem['photos'],
  ): Promise<void> {
    const { unit, submissionId, accountId } = report;
    for (const { id, purpose } of photos)
      await client.query(
        `insert into survey_photo (id, round_id, unit_id, village_code, submission_id, purpose, account_id, told_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
        [id, unit.roundId, unit.id, unit.villageCode, submissionId, purpose, accountId, this.clock.now()],
      );
    await this.attach(
      client,
      photos.map(({ id }) => id),
    );
  }

  /** Asked after each upload, as often as the phone likes: which of its photographs have found their unit. */
  async arrived(principal: Principal, ids: readonly string[]): Promise<PhotoArrival[]> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const attached = await this.attach(client, ids);
      for (const unitId of new Set(attached.map(({ unitId }) => unitId))) {
        await renewState(client, unitId);
        await this.audit.record(client, {
          actor: actorOf(principal),
          action: 'survey.photo',
          objectType: 'survey-unit',
          objectId: unitId,
          result: 'success',
          detail: { photos: attached.filter((photo) => photo.unitId === unitId).map(({ id }) => id) },
        });
      }
      const { rows } = await client.query<{ id: string; arrived: boolean }>(
        'select id, arrived_at is not null as arrived from survey_photo where id = any ($1)',
        [ids],
      );
      const known = new Map(rows.map(({ id, arrived }) => [id, arrived]));
      return ids.map((id) => {
        const arrived = known.get(id);
        return { id, state: arrived === undefined ? 'report-missing' : arrived ? 'attached' : 'file-missing' } as PhotoArrival;
      });
    });
  }

  private async attach(client: pg.PoolClient, ids: readonly string[]): Promise<{ id: string; unitId: string }[]> {
    const { rows } = await client.query<{ id: string; unitId: string }>(
      `select p.id, p.unit_id as "unitId" from survey_photo p join attachment a on a.id = p.id
       where p.id = any ($1) and p.arrived_at is null and a.retracted_at is null
         and (a.object_id is null or (a.object_type = 'survey-unit' and a.object_id = p.unit_id::text)) order by p.id`,
      [ids],
    );
    for (const { id, unitId } of rows) await this.attachments.require(client, [id], { on: { type: 'survey-unit', id: unitId } });
    await client.query('update survey_photo set arrived_at = $2 where id = any ($1) and arrived_at is null', [
      rows.map(({ id }) => id),
      this.clock.now(),
    ]);
    return rows;
  }
}
