import { Global, Module } from '@nestjs/common';
import { loadPack } from '@jingzhun/policy';
import { serviceConfig } from './config.js';
import { CountyPack } from './county-pack.js';

/** What every feature needs from the environment: the county. */
@Global()
@Module({
  providers: [{ provide: CountyPack, useFactory: () => new CountyPack(loadPack(serviceConfig().countyPack)) }],
  exports: [CountyPack],
})
export class FoundationModule {}
