import { Module } from '@nestjs/common';
import { PrintModule } from '@jingzhun/print';
import { DivisionNames } from '../notice/division-names.js';
import { BenefitController } from './benefit.controller.js';
import { BenefitQueries } from './benefit.queries.js';
import { BenefitStatement } from './benefit-statement.js';

@Module({ imports: [PrintModule], controllers: [BenefitController], providers: [BenefitQueries, BenefitStatement, DivisionNames] })
export class BenefitModule {}
