import { Module } from '@nestjs/common';
import { DivisionController } from './division.controller.js';
import { DivisionQueries } from './division.queries.js';
import { LoadDivisions } from './load-divisions.js';

@Module({ controllers: [DivisionController], providers: [DivisionQueries, LoadDivisions] })
export class DivisionModule {}
