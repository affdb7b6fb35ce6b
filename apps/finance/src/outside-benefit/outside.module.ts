import { Module } from '@nestjs/common';
import { OutsideController } from './outside.controller.js';
import { OutsideLists } from './outside-lists.js';
import { OutsideQueries } from './outside.queries.js';
import { OutsideSteps } from './outside-steps.js';

@Module({ controllers: [OutsideController], providers: [OutsideLists, OutsideSteps, OutsideQueries] })
export class OutsideModule {}
