import { Module } from '@nestjs/common';
import { OverlapChecks } from './overlap-checks.js';
import { OverlapController } from './overlap.controller.js';
import { OverlapQueries } from './overlap.queries.js';

@Module({ controllers: [OverlapController], providers: [OverlapChecks, OverlapQueries], exports: [OverlapChecks] })
export class OverlapModule {}
