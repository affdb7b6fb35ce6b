import { Module } from '@nestjs/common';
import { BenefitController } from './benefit.controller.js';
import { BenefitQueries } from './benefit.queries.js';

@Module({ controllers: [BenefitController], providers: [BenefitQueries] })
export class BenefitModule {}
