import { Module } from '@nestjs/common';
import { DivisionNames } from '@jingzhun/household-directory';
import { PrintModule } from '@jingzhun/print';
import { BenefitController } from './benefit.controller.js';
import { BenefitQueries } from './benefit.queries.js';
import { BenefitStatement } from './benefit-statement.js';

@Module({ imports: [PrintModule], controllers: [BenefitController], providers: [BenefitQueries, BenefitStatement, DivisionNames] })
export class BenefitModule {}
