import { Module } from '@nestjs/common';
import { Clock } from '@jingzhun/persistence';
import { MatchKeys, openMatchKeys } from '@jingzhun/vault';
import { serviceConfig } from '../config.js';
import { SealedNumbers } from './sealed-numbers.js';

/** Sealing and opening of numbers. The only module that holds the county's match key. */
@Module({
  providers: [
    {
      provide: MatchKeys,
      useFactory: (clock: Clock) => openMatchKeys({ keysFolder: serviceConfig().keysFolder, now: clock.now() }),
      inject: [Clock],
    },
    SealedNumbers,
  ],
  exports: [SealedNumbers],
})
export class NumbersModule {}
