import { Module } from '@nestjs/common';
import { RollController } from './roll.controller.js';
import { RollQueries } from './roll.queries.js';
import { RollService } from './roll.service.js';

@Module({ controllers: [RollController], providers: [RollService, RollQueries] })
export class RollModule {}
