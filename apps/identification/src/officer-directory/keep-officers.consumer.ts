import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { areaRange } from '@jingzhun/domain/division-code';
import type { DataOf } from '@jingzhun/events/define-event';
import type { AccountChangedV1 } from '@jingzhun/events/gateway/account-changed.v1';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { run } from '@jingzhun/persistence';

/** Which accounts of the own department can act where, as they stand; the newest version stays whatever the order. */
@Injectable()
@OnEvent('keep-officers')
export class KeepOfficers implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    for (const event of batch) {
      const { accountId, version, department, roles, area, enabled } = event.data as DataOf<typeof AccountChangedV1>;
      if (department !== 'identification') continue;
      const { from, to } = areaRange(area);
      await run(
        em,
        `insert into officer_account (account_id, version, roles, area, area_from, area_to, enabled)
         values ($1::uuid, $2::int, $3::text[], $4::text, $5::text, $6::text, $7::boolean)
         on conflict (account_id) do update set version = excluded.version, roles = excluded.roles, area = excluded.area,
           area_from = excluded.area_from, area_to = excluded.area_to, enabled = excluded.enabled
         where officer_account.version < excluded.version`,
        [accountId, version, roles, area, from, to, enabled],
      );
    }
  }
}
