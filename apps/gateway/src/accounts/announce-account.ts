import type { EntityManager } from '@mikro-orm/postgresql';
import { codeOf } from '@jingzhun/domain/division-code';
import { AccountChangedV1 } from '@jingzhun/events/gateway/account-changed.v1';
import type { Outbox } from '@jingzhun/messaging';
import type { AccountEntity } from './account.entity.js';

/** Tells the departments which roles and area an account has now; no name, no user name. */
export function announceAccount(outbox: Outbox, em: EntityManager, account: AccountEntity): void {
  const { id, version, department, roles, area, status } = account;
  outbox.add(em, AccountChangedV1, {
    division: codeOf(area),
    orderingKey: id,
    data: { accountId: id, version, department, roles, area, enabled: status === 'enabled' },
  });
}
