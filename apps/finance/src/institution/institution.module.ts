import { Module } from '@nestjs/common';
import { InstitutionController } from './institution.controller.js';
import { InstitutionQueries } from './institution.queries.js';
import { Institutions } from './institutions.js';

@Module({ controllers: [InstitutionController], providers: [Institutions, InstitutionQueries] })
export class InstitutionModule {}
