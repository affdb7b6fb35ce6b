import { Module, type DynamicModule } from '@nestjs/common';
import { MatchKeys, type MatchKeyGuard } from './match-key.js';
import { openMatchKeys, openVault, Vault, type VaultOptions } from './vault.js';

/** Provides `Vault`; with `withMatchKeys` also `MatchKeys`, for the one module that matches persons. */
@Module({})
export class VaultModule {
  /** Opens the keys while the application starts, so that unusable keys stop it. */
  static forRoot(options: VaultOptions): DynamicModule {
    return {
      module: VaultModule,
      global: true,
      providers: [{ provide: Vault, useFactory: () => openVault(options) }],
      exports: [Vault],
    };
  }

  /** Not global: import it in the matching module only. */
  static withMatchKeys(options: Pick<VaultOptions, 'keysFolder' | 'now'>, guard?: MatchKeyGuard): DynamicModule {
    return {
      module: VaultMatchModule,
      providers: [{ provide: MatchKeys, useFactory: () => openMatchKeys(options, guard) }],
      exports: [MatchKeys],
    };
  }
}

@Module({})
class VaultMatchModule {}
