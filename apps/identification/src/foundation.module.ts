import { Global, Module } from '@nestjs/common';
import { Clock } from '@jingzhun/persistence';
import { loadPack } from '@jingzhun/policy';
import { openVault, SealedCursors, Vault } from '@jingzhun/vault';
import { serviceConfig } from './config.js';
import { CountyPack } from './county-pack.js';

/** What every feature needs from the environment: the department's keys and the county. */
@Global()
@Module({
  providers: [
    {
      provide: Vault,
      useFactory: (clock: Clock) => openVault({ keysFolder: serviceConfig().keysFolder, department: 'identification', now: clock.now() }),
      inject: [Clock],
    },
    { provide: SealedCursors, useFactory: (vault: Vault) => new SealedCursors(vault.fields), inject: [Vault] },
    { provide: CountyPack, useFactory: () => new CountyPack(loadPack(serviceConfig().countyPack)) },
  ],
  exports: [Vault, SealedCursors, CountyPack],
})
export class FoundationModule {}
