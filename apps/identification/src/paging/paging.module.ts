import { Module } from '@nestjs/common';
import { SealedCursors, Vault } from '@jingzhun/vault';

@Module({
  providers: [{ provide: SealedCursors, useFactory: (vault: Vault) => new SealedCursors(vault.fields), inject: [Vault] }],
  exports: [SealedCursors],
})
export class PagingModule {}
