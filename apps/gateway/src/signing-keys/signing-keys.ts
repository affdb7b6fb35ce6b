import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, type JWTVerifyGetKey } from 'jose';
import type pg from 'pg';
import { ADVISORY_LOCKS, Clock, Database, systemSession } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { MACHINE_TIME } from '../machine-time.js';

export interface SigningKey {
  id: string;
  publicJwk: JWK;
  privateJwk: JWK;
  signsFrom: Date;
  retiresAt: Date | null;
}

interface Row {
  id: string;
  public_jwk: JWK;
  private_cipher: Buffer;
  signs_from: Date;
  retires_at: Date | null;
}

/** A new key is published this long before it signs: longer than anybody keeps the old list. */
const PUBLISHED_BEFORE_MS = 15 * 60_000;
/** And the old one is published this long after its last signature: longer than any token lives. */
const PUBLISHED_AFTER_MS = 24 * 3_600_000;
const ROTATE_AFTER_MS = 90 * 24 * 3_600_000;
const LOOK_AGAIN_MS = 60_000;

const place = (rowId: string) => ({ table: 'signing_key', column: 'private_cipher', rowId });

/** The ES256 keys of the issuer: made at the first start, private halves encrypted at rest, rotated with overlap. */
@Injectable()
export class SigningKeys implements OnModuleInit, OnApplicationShutdown {
  private keys: SigningKey[] = [];
  private verifying: JWTVerifyGetKey | undefined;
  private state = '';
  private timer?: NodeJS.Timeout;
  private readonly listeners = new Set<() => void>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(MACHINE_TIME) private readonly machine: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.maintain();
    this.timer = setInterval(() => void this.maintain().catch(() => undefined), LOOK_AGAIN_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The key that signs now. */
  current(): SigningKey {
    const now = this.machine.now();
    const signing = this.keys.filter(({ signsFrom }) => signsFrom <= now).at(-1);
    if (!signing) throw new Error('there is no signing key');
    return signing;
  }

  /** All keys that count, the signing one first. */
  published(): SigningKey[] {
    const current = this.current();
    return [current, ...this.keys.filter((key) => key !== current)];
  }

  /** For verifying what this issuer signed. */
  readonly find: JWTVerifyGetKey = (header, token) => {
    this.verifying ??= createLocalJWKSet({ keys: this.keys.map(({ publicJwk }) => publicJwk) });
    return this.verifying(header, token);
  };

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Publishes a new key, which signs a little later; the old one stays published while its tokens live. */
  async rotate(): Promise<void> {
    await this.locked(async (client) => {
      const signsFrom = new Date(this.machine.now().getTime() + PUBLISHED_BEFORE_MS);
      await client.query('update signing_key set retires_at = $1 where retires_at is null', [
        new Date(signsFrom.getTime() + PUBLISHED_AFTER_MS),
      ]);
      await this.insertKey(client, signsFrom);
    });
    await this.load();
  }

  /** Makes the first key, rotates an old one, forgets retired ones, notices what another instance did. */
  async maintain(): Promise<void> {
    const now = this.machine.now();
    await this.locked(async (client) => {
      await client.query('delete from signing_key where retires_at < $1', [now]);
      const { rows } = await client.query<{ newest: Date | null }>('select max(signs_from) as newest from signing_key');
      if (!rows[0]?.newest) await this.insertKey(client, now);
    });
    await this.load();
    const newest = this.keys.at(-1);
    if (newest && now.getTime() - newest.signsFrom.getTime() > ROTATE_AFTER_MS) await this.rotate();
  }

  private async insertKey(client: pg.PoolClient, signsFrom: Date): Promise<void> {
    const id = randomUUID();
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const named = { kid: id, alg: 'ES256', use: 'sig' };
    const privateText = JSON.stringify({ ...(await exportJWK(privateKey)), ...named });
    await client.query('insert into signing_key (id, public_jwk, private_cipher, created_at, signs_from) values ($1, $2, $3, $4, $5)', [
      id,
      JSON.stringify({ ...(await exportJWK(publicKey)), ...named }),
      this.vault.fields.encrypt(privateText, place(id)),
      this.machine.now(),
      signsFrom,
    ]);
  }

  private async load(): Promise<void> {
    const rows = await this.database.connection(systemSession('sign-in'), async (client) => {
      return (await client.query<Row>('select * from signing_key order by signs_from, id')).rows;
    });
    this.keys = rows.map((row) => ({
      id: row.id,
      publicJwk: row.public_jwk,
      privateJwk: JSON.parse(this.vault.fields.decrypt(row.private_cipher, place(row.id))) as JWK,
      signsFrom: row.signs_from,
      retiresAt: row.retires_at,
    }));
    // changes when a key comes, goes or begins to sign
    const state = [this.current(), ...this.keys].map(({ id }) => id).join(' ');
    if (state === this.state) return;
    this.state = state;
    this.verifying = undefined;
    for (const listener of this.listeners) listener();
  }

  private locked<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.database.connection(systemSession('sign-in'), async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.signingKeys]);
      return work(client);
    });
  }
}
