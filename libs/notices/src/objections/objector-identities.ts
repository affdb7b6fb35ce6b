import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { AuditLog } from '@jingzhun/audit';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { Attachments } from '@jingzhun/evidence';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';

const EXPIRED = '异议人信息保留期满，自动删除 / the time for keeping who objected is over';

/** Forgets who objected, and the page it was written on, when the days of the policy after the answer are over. */
@Injectable()
export class ObjectorIdentities {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  /** Last day on which it is known who objected. */
  async keptUntil(decidedOn: PlainDate, county: DivisionPrefix): Promise<PlainDate> {
    return addDays(decidedOn, await this.policies.value('objection.identity.keptDays', this.clock.today(), county));
  }

  /** @returns objections whose objector was forgotten now */
  async deleteOld(): Promise<number> {
    const today = this.clock.today();
    let deleted = 0;
    for (const county of await this.counties()) {
      const days = await this.policies.value('objection.identity.keptDays', today, county);
      deleted += await this.database.connection(systemSession('scheduler'), (client) =>
        this.deleteOf(client, county, addDays(today, -days)),
      );
    }
    return deleted;
  }

  private counties(): Promise<DivisionPrefix[]> {
    return this.database.connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<{ county: DivisionPrefix }>(
        'select distinct left(place_code, 6) as county from objection_sealed where identity_deleted_at is null',
      );
      return rows.map(({ county }) => county);
    });
  }

  private async deleteOf(client: pg.PoolClient, county: DivisionPrefix, decidedBefore: PlainDate): Promise<number> {
    const { rows } = await client.query<{ id: string; scan_attachment_id: string | null }>(
      `update objection_sealed s set identity_cipher = null, identity_deleted_at = $3 from objection o
       where o.id = s.id and s.identity_deleted_at is null and (s.identity_cipher is not null or s.scan_attachment_id is not null)
         and o.state = 'decided' and left(s.place_code, 6) = $1 and (o.decided_at at time zone 'Asia/Shanghai')::date < $2::date
       returning s.id, s.scan_attachment_id`,
      [county, decidedBefore, this.clock.now()],
    );
    for (const { id, scan_attachment_id: scan } of rows) {
      if (scan) await this.attachments.expire(client, scan, { reason: EXPIRED, at: this.clock.now() });
      await this.audit.record(client, {
        action: 'objection.identity-deleted',
        objectType: 'objection',
        objectId: id,
        result: 'success',
      });
    }
    return rows.length;
  }
}
