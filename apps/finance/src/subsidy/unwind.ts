import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Notices } from '@jingzhun/notices';
import { Clock, run } from '@jingzhun/persistence';
import type { Changes } from './advance.js';
import type { SubsidyState } from './lifecycle/subsidy-state.js';
import type { SubsidyRow } from './subsidy-rows.js';

/** Why a case went back or ended, in its history. */
export const UPHELD = '异议成立，按异议决定办理';

/** What no longer holds once an application goes back or ends: kept, but void, and a notice that hangs is taken down. */
@Injectable()
export class Unwind {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  async to(em: EntityManager, by: Principal, row: SubsidyRow, to: SubsidyState, reason: string): Promise<Changes> {
    if (row.noticeId) {
      const { state } = await this.notices.get(em, row.noticeId);
      if (state === 'posted') await this.notices.takeDown(em, by, row.noticeId, `办理环节变动：${reason}`);
    }
    await this.voidGrant(em, row.id);
    if (to === 'applied' || to === 'villageChecked') {
      await this.voidRows(em, 'subsidy_acceptance', row.id);
      return { amountFen: null, noticeId: null, acceptedQuantity: null };
    }
    return { amountFen: null, noticeId: to === 'accepted' ? null : row.noticeId };
  }

  voidGrant(em: EntityManager, id: string): Promise<unknown> {
    return this.voidRows(em, 'subsidy_grant', id);
  }

  private voidRows(em: EntityManager, table: 'subsidy_grant' | 'subsidy_acceptance', id: string): Promise<unknown> {
    return run(em, `update ${table} set voided_at = $2::timestamptz where application_id = $1::uuid and voided_at is null`, [
      id,
      this.clock.now().toISOString(),
    ]);
  }
}
