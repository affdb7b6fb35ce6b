import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { type Clock, type Database, systemSession } from '@jingzhun/persistence';

const SESSION = systemSession('sign-in');

type Row = { payload: AdapterPayload; consumed_at: Date | null };

/** The provider's sessions, interactions, codes, grants and tokens in our database. */
export const oidcAdapter =
  (database: Database, machine: Clock): AdapterFactory =>
  (model) =>
    new OidcAdapter(model, database, machine);

class OidcAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly database: Database,
    private readonly machine: Clock,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const expiresAt = expiresIn ? new Date(this.machine.now().getTime() + expiresIn * 1_000) : null;
    await this.query(
      `insert into oidc_record (model, id, payload, account_id, grant_id, uid, expires_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (model, id) do update set payload = excluded.payload, account_id = excluded.account_id, grant_id = excluded.grant_id,
         uid = excluded.uid, expires_at = excluded.expires_at`,
      [this.model, id, JSON.stringify(payload), payload.accountId ?? null, payload.grantId ?? null, payload.uid ?? null, expiresAt],
    );
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.findWhere('id = $2', id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.findWhere('uid = $2', uid);
  }

  // the device flow is off
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    await this.query('update oidc_record set consumed_at = $3 where model = $1 and id = $2', [this.model, id, this.machine.now()]);
  }

  async destroy(id: string): Promise<void> {
    await this.query('delete from oidc_record where model = $1 and id = $2', [this.model, id]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.query('delete from oidc_record where model = $1 and grant_id = $2', [this.model, grantId]);
  }

  private async findWhere(condition: string, value: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.query<Row>(
      `select payload, consumed_at from oidc_record where model = $1 and ${condition} and (expires_at is null or expires_at > $3)`,
      [this.model, value, this.machine.now()],
    );
    const row = rows[0];
    return row && { ...row.payload, ...(row.consumed_at && { consumed: Math.floor(row.consumed_at.getTime() / 1_000) }) };
  }

  private query<R extends object>(sql: string, values: unknown[]) {
    return this.database.connection(SESSION, (client) => client.query<R>(sql, values));
  }
}

/** Expired records are of no use to anybody. */
export const forgetExpired = (database: Database, machine: Clock): Promise<unknown> =>
  database.connection(SESSION, async (client) => {
    await client.query('delete from oidc_record where expires_at < $1', [machine.now()]);
    await client.query('delete from browser_session where ends_at < $1', [machine.now()]);
  });
