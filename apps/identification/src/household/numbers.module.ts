import { Module } from '@nestjs/common';
import { VaultModule } from '@jingzhun/vault';
import { serviceConfig } from '../config.js';
import { SealedNumbers } from './sealed-numbers.js';

/** Sealing and opening of numbers. The only module that holds the county's match key. */
@Module({
  imports: [VaultModule.withMatchKeys({ keysFolder: serviceConfig().keysFolder, now: new Date() })],
  providers: [SealedNumbers],
  exports: [SealedNumbers],
})
export class NumbersModule {}
