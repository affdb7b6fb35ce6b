import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { systemSession } from '@jingzhun/persistence';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { staleCondition, Vault } from '@jingzhun/vault';
import { EVIDENCE_CIPHERS, FileKeyRotation } from '@jingzhun/evidence';
import { NOTICE_CIPHER_PLACES } from '@jingzhun/notices';
import { CIPHER_PLACES } from '../household/sealed-numbers.js';

export const RotateKeys = defineJob({ name: 'keys.rotate', payload: z.strictObject({}) });

const BATCH = 500;
const COLUMNS: readonly { table: string; column: string; id: string }[] = [
  ...[...Object.values(CIPHER_PLACES), ...Object.values(NOTICE_CIPHER_PLACES)].map((place) => ({ ...place, id: 'id' })),
  ...EVIDENCE_CIPHERS,
];

/**
 * Encrypts everything anew that still lies under an older key, while the service runs: row by row inside short transactions, so
 * that a change by a person waits for some hundred rows at most; attachments file by file. Finished when nothing lies under an
 * older key.
 */
@Injectable()
export class RotateKeysJob implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(FileKeyRotation) private readonly files: FileKeyRotation,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(RotateKeys, (_payload, run) => this.rotate(run));
  }

  private async rotate(run: JobRun): Promise<{ encrypted: number }> {
    let encrypted = 0;
    for (const { table, column, id } of COLUMNS) {
      for (let last = BATCH; last === BATCH && !run.signal.aborted;) {
        last = await this.rotateBatch(run, { table, column, id });
        encrypted += last;
        run.progress({ phase: `${table}.${column}`, done: encrypted });
      }
    }
    const before = encrypted;
    encrypted += await this.files.rotate({
      signal: run.signal,
      done: (files) => run.progress({ phase: 'attachments', done: before + files }),
    });
    if (run.signal.aborted) throw new Error('the service stops: the rotation goes on at its next start');
    return { encrypted };
  }

  private rotateBatch(run: JobRun, { table, column, id: key }: (typeof COLUMNS)[number]): Promise<number> {
    const stale = staleCondition(column, this.vault.keys.field);
    return run.connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<{ id: string; cipher: Buffer }>(
        `select ${key} as id, ${column} as cipher from ${table} where ${stale.sql.replace('?', '$1')} order by ${key} limit ${BATCH} for update`,
        [stale.parameter],
      );
      const fresh = rows.map(({ id, cipher }) => {
        const place = { table, column, rowId: id };
        return this.vault.fields.encrypt(this.vault.fields.decrypt(cipher, place), place);
      });
      await client.query(
        `update ${table} t set ${column} = n.cipher from unnest($1::uuid[], $2::bytea[]) as n(id, cipher) where t.${key} = n.id`,
        [rows.map(({ id }) => id), fresh],
      );
      return rows.length;
    });
  }
}
