import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { findNextIndexKey, putNextIndexKeyInPlace, Vault } from '@jingzhun/vault';
import { serviceConfig } from '../config.js';

/** The service does not start; the message says what to do. */
export class IndexKeyRefused extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'IndexKeyRefused';
  }
}

/** The key in the file must be the one the register's indexes were made with; else every search would find nothing. */
@Injectable()
export class IndexKeyCheck implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async onModuleInit(): Promise<void> {
    const mine = this.vault.keys.index.active.label;
    const used = await this.database.connection(systemSession('scheduler'), async (client) => {
      await client.query('insert into index_key (key_id, used_since) values ($1, $2) on conflict do nothing', [mine, this.clock.now()]);
      return (await client.query<{ key_id: string }>('select key_id from index_key')).rows[0]?.key_id;
    });
    if (used === mine) return;
    const folder = join(serviceConfig().keysFolder, 'identification');
    if (findNextIndexKey(folder)?.active.label !== used)
      throw new IndexKeyRefused(
        `登记册的索引是用密钥 ${used} 制作的，密钥文件 index.json 中却是 ${mine}：请从备份恢复该文件。` +
          `The register's indexes were made with key ${used}, and index.json holds ${mine}: restore that file from the backup.`,
      );
    putNextIndexKeyInPlace(folder);
    throw new IndexKeyRefused(
      `上次更换索引密钥被中断，现已完成，请重新启动。An interrupted change of the index key is finished now; the service has to start again.`,
    );
  }
}
