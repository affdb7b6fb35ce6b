import { Module } from '@nestjs/common';
import { UnknownAddress } from './unknown-address.js';

@Module({ providers: [UnknownAddress] })
export class PortalModule {}
