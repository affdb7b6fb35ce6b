import { Module } from '@nestjs/common';
import { WorkListController } from './work-list.controller.js';
import { WorkListQueries } from './work-list.queries.js';

@Module({ controllers: [WorkListController], providers: [WorkListQueries] })
export class WorkListModule {}
