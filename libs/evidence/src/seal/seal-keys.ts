import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { ADVISORY_LOCKS, Clock, Database, systemSession } from '@jingzhun/persistence';
import { addSealKey, openSealRing, type SealRing } from '@jingzhun/vault';
import { EVIDENCE_OPTIONS, type EvidenceOptions } from '../evidence-options.js';

export interface PublishedSealKey {
  id: string;
  publicKey: string;
  createdAt: Date;
  seals: boolean;
}

/** The department's seal: private halves in a file apart from the data, public halves in the database for ever. */
@Injectable()
export class SealKeys implements OnModuleInit {
  private ring: SealRing | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EVIDENCE_OPTIONS) private readonly options: EvidenceOptions,
  ) {}

  /** @throws KeysRefused when the file is lost, open to others or damaged: the service must not start */
  async onModuleInit(): Promise<void> {
    await this.locked(async (client) => {
      const { rowCount } = await client.query('select from seal_key limit 1');
      this.ring = openSealRing(this.folder(), this.clock.now(), rowCount !== 0);
      await this.publish(client, this.ring);
    });
  }

  /** Seals with the newest key. */
  seal(text: string): { keyId: string; value: Buffer } {
    if (!this.ring) throw new Error('the seal is not open yet');
    return this.ring.seal(Buffer.from(text, 'utf8'));
  }

  /** Every public half there ever was: what an earlier one sealed stays checkable. */
  async published(): Promise<PublishedSealKey[]> {
    const { rows } = await this.database.pool.query<{ id: string; public_key: string; created_at: Date }>(
      'select id, public_key, created_at from seal_key order by created_at, id',
    );
    return rows.map((row) => ({
      id: row.id,
      publicKey: row.public_key,
      createdAt: row.created_at,
      seals: row.id === this.ring?.active.id,
    }));
  }

  /** A new key seals from now on. @returns its id */
  rotate(): Promise<string> {
    return this.locked(async (client) => {
      const ring = addSealKey(this.folder(), this.clock.now());
      await this.publish(client, ring);
      this.ring = ring;
      return ring.active.id;
    });
  }

  private async publish(client: pg.PoolClient, ring: SealRing): Promise<void> {
    for (const { id, publicKey, createdAt } of ring.keys)
      await client.query('insert into seal_key (id, public_key, created_at) values ($1, $2, $3) on conflict do nothing', [
        id,
        publicKey,
        createdAt,
      ]);
  }

  private locked<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.database.connection(systemSession('scheduler'), async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.sealKeys]);
      return work(client);
    });
  }

  private folder(): string {
    return join(this.options.keysFolder, this.options.department);
  }
}
