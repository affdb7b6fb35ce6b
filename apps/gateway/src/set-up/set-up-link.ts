import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { AccountEntity } from '../accounts/account.entity.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';

const LIFETIME_MS = 24 * 3_600_000;
const SESSION = systemSession('sign-in');

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * The way in when there is no account: a link in a file that only this machine's administrator can read, good for one use and one
 * day. A restart makes a new one while there is still no account.
 */
@Injectable()
export class SetUpLink implements OnApplicationBootstrap {
  readonly file: string;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {
    this.file = path.join(config.data, 'gateway', 'setup-link.txt');
  }

  async onApplicationBootstrap(): Promise<void> {
    const needed = !this.config.demo && !(await this.hasAccounts());
    if (!needed) return this.forgetFile();
    const token = randomBytes(24).toString('base64url');
    await this.database.connection(SESSION, async (client) => {
      const now = this.machine.now();
      // an older link ends when a newer one is made
      await client.query('update set_up_link set used_at = $1 where used_at is null', [now]);
      await client.query('insert into set_up_link (token_hash, made_at, expires_at) values ($1, $2, $3)', [
        hashOf(token),
        now,
        new Date(now.getTime() + LIFETIME_MS),
      ]);
    });
    this.writeFile(`/auth/set-up/${token}`);
  }

  /** Is this the link, unused, in time, and still nobody there? */
  async isGood(token: string): Promise<boolean> {
    const { rowCount } = await this.database.connection(SESSION, (client) =>
      client.query('select from set_up_link where token_hash = $1 and used_at is null and expires_at > $2', [
        hashOf(token),
        this.machine.now(),
      ]),
    );
    return rowCount === 1 && !(await this.hasAccounts());
  }

  /** In the transaction that makes the accounts: of two uses at the same time one gets false. */
  async use(em: EntityManager, token: string): Promise<boolean> {
    const now = this.machine.now();
    const used = await em.execute<unknown[]>(
      'update set_up_link set used_at = ? where token_hash = ? and used_at is null and expires_at > ? returning made_at',
      [now, hashOf(token), now],
    );
    return used.length === 1;
  }

  forgetFile(): void {
    if (existsSync(this.file)) rmSync(this.file, { force: true });
  }

  private writeFile(pathname: string): void {
    const scheme = this.config.tls ? 'https' : 'http';
    const port = process.env['JINGZHUN_GATEWAY_PORT'] ?? process.env['JINGZHUN_PORT'] ?? '8080';
    const origin = this.config.publicUrl ?? `${scheme}://127.0.0.1:${port}`;
    mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
    writeFileSync(this.file, `${origin}${pathname}\n`, { mode: 0o600 });
  }

  private async hasAccounts(): Promise<boolean> {
    return this.database.transaction(SESSION, async (em) => (await em.count(AccountEntity, { demo: false })) > 0);
  }
}
