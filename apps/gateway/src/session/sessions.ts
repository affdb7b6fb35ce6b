import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Principal } from '@jingzhun/auth';
import { Clock, Database, newId, systemSession } from '@jingzhun/persistence';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { MACHINE_TIME } from '../machine-time.js';

export interface BrowserSession {
  principal: Principal;
  /** Version of the account the principal was read at. */
  accountVersion: number;
  endsAt: Date;
}

interface Row {
  id: string;
  account_id: string;
  name: string;
  department: string;
  roles: string[];
  area: string;
  bank: string | null;
  version: number;
  seen_at: Date;
  ends_at: Date;
}

const SESSION = systemSession('sign-in');
const SEEN_EVERY_MS = 60_000;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Sessions of browsers. Each look reads the account as it is now: a disabled one has no session. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** @returns the token for the cookie; only its hash is stored */
  async start(accountId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.machine.now();
    await this.database.connection(SESSION, (client) =>
      client.query(
        'insert into browser_session (token_hash, id, account_id, started_at, seen_at, ends_at) values ($1, $2, $3, $4, $4, $5)',
        [hashOf(token), newId(this.machine), accountId, now, new Date(now.getTime() + this.config.absoluteMs)],
      ),
    );
    return token;
  }

  async find(token: string): Promise<BrowserSession | undefined> {
    const now = this.machine.now();
    const row = await this.database.connection(SESSION, async (client) => {
      const { rows } = await client.query<Row>(
        `select s.id, s.account_id, s.seen_at, s.ends_at, a.name, a.department, a.roles, a.area, a.bank, a.version
         from browser_session s join account a on a.id = s.account_id
         where s.token_hash = $1 and s.ends_at > $2 and s.seen_at > $3 and a.status = 'enabled'`,
        [hashOf(token), now, new Date(now.getTime() - this.config.idleMs)],
      );
      const found = rows[0];
      if (found && now.getTime() - found.seen_at.getTime() > SEEN_EVERY_MS)
        await client.query('update browser_session set seen_at = $2 where token_hash = $1', [hashOf(token), now]);
      return found;
    });
    if (!row) return undefined;
    const { account_id: accountId, id: sessionId, name, department, roles, area, bank } = row;
    const principal = Principal.parse({ accountId, sessionId, name, department, roles, area, ...(bank ? { bank } : {}) });
    return { principal, accountVersion: row.version, endsAt: row.ends_at };
  }

  async end(token: string): Promise<void> {
    await this.database.connection(SESSION, (client) => client.query('delete from browser_session where token_hash = $1', [hashOf(token)]));
  }

  /** May a token issued at this time still be used? Not when the account was disabled, moved or signed out everywhere since. */
  async isAlive(accountId: string, issuedAtSeconds: number): Promise<boolean> {
    return this.database.connection(SESSION, async (client) => {
      const { rows } = await client.query<{ tokens_valid_from: Date }>(
        `select tokens_valid_from from account where id = $1 and status = 'enabled'`,
        [accountId],
      );
      // iat has whole seconds
      return rows[0] !== undefined && issuedAtSeconds >= Math.floor(rows[0].tokens_valid_from.getTime() / 1_000);
    });
  }

  async forgetProviderSession(id: string): Promise<void> {
    await this.database.connection(SESSION, (client) => client.query(`delete from oidc_record where model = 'Session' and id = $1`, [id]));
  }
}
