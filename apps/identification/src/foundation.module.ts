import { Global, Module } from '@nestjs/common';
import { Clock } from '@jingzhun/persistence';
import { openVault, SealedCursors, Vault } from '@jingzhun/vault';
import { serviceConfig } from './config.js';

/** What every feature needs from the environment: the department's keys. */
@Global()
@Module({
  providers: [
    {
      provide: Vault,
      useFactory: (clock: Clock) => openVault({ keysFolder: serviceConfig().keysFolder, department: 'identification', now: clock.now() }),
      inject: [Clock],
    },
    { provide: SealedCursors, useFactory: (vault: Vault) => new SealedCursors(vault.fields), inject: [Vault] },
  ],
  exports: [Vault, SealedCursors],
})
export class FoundationModule {}
