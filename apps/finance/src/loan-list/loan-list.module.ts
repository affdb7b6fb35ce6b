import { Module } from '@nestjs/common';
import { LoanListController } from './loan-list.controller.js';
import { LoanListQueries } from './loan-list.queries.js';
import { LoanLists } from './loan-lists.js';

@Module({ controllers: [LoanListController], providers: [LoanLists, LoanListQueries] })
export class LoanListModule {}
