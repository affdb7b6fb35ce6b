import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountId } from '@jingzhun/domain/uuid';
import { Outbox } from '@jingzhun/messaging';
import { Clock, Database, newId, systemSession } from '@jingzhun/persistence';
import { AccountEntity } from '../accounts/account.entity.js';
import { announceAccount } from '../accounts/announce-account.js';
import { hashPassword } from '../accounts/password-hash.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';
import { endAccess } from '../session/end-access.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';

/** The demonstration's accounts are there while it is on, and can do nothing once it is off. */
@Injectable()
export class DemoSeed implements OnApplicationBootstrap {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.database.transaction(systemSession('demo'), async (em) => {
      const known = await em.find(AccountEntity, { demo: true });
      if (this.config.demo) await this.wake(em, known);
      else await this.putToSleep(em, known);
    });
  }

  private async wake(em: EntityManager, known: AccountEntity[]): Promise<void> {
    const missing = DEMO_ACCOUNTS.filter(({ userName }) => !known.some((account) => account.userName === userName));
    const passwordHash = missing.length > 0 ? await hashPassword(DEMO_PASSWORD) : '';
    for (const { shows: _shows, roles, ...account } of missing) {
      const made = new AccountEntity({
        ...account,
        roles: [...roles],
        id: newId<AccountId>(this.clock),
        passwordHash,
        mustChangePassword: false,
        demo: true,
        createdBy: null,
        at: this.clock.now(),
      });
      em.persist(made);
      announceAccount(this.outbox, em, made);
    }
    for (const account of known)
      account.belongTo(DEMO_ACCOUNTS.find(({ userName }) => userName === account.userName)?.bank, this.clock.now());
    if (known.length > 0 && known.every(({ status }) => status === 'disabled'))
      for (const account of known) account.enable(this.clock.now());
  }

  private async putToSleep(em: EntityManager, known: AccountEntity[]): Promise<void> {
    for (const account of known.filter(({ status }) => status === 'enabled')) {
      account.disable(this.clock.now());
      await endAccess(em, account, this.machine.now());
      announceAccount(this.outbox, em, account);
    }
  }
}
