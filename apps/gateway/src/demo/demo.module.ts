import { Module } from '@nestjs/common';
import { DemoAccountsController } from './demo-accounts.controller.js';
import { DemoSeed } from './demo-seed.js';

@Module({ controllers: [DemoAccountsController], providers: [DemoSeed] })
export class DemoModule {}
