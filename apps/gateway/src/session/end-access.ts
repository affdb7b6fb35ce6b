import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountEntity } from '../accounts/account.entity.js';

/** Ends everything this account holds open, at once: browser sessions, sign-ins at other clients, tokens in use. */
export async function endAccess(em: EntityManager, account: AccountEntity, machineNow: Date): Promise<void> {
  account.endTokens(machineNow);
  await em.execute('delete from browser_session where account_id = ?', [account.id]);
  await em.execute('delete from oidc_record where account_id = ?', [account.id]);
}
