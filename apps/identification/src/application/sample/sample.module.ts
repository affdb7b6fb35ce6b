import { Module } from '@nestjs/common';
import { SampleController } from './sample.controller.js';
import { SampleQueries } from './sample.queries.js';
import { SampleService } from './sample.service.js';

@Module({ controllers: [SampleController], providers: [SampleService, SampleQueries] })
export class SampleModule {}
