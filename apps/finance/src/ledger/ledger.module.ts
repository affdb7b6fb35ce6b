import { Module } from '@nestjs/common';
import { Ledger } from './ledger.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerPeriods } from './ledger-periods.js';
import { LedgerQueries } from './ledger.queries.js';

@Module({ controllers: [LedgerController], providers: [Ledger, LedgerPeriods, LedgerQueries], exports: [Ledger, LedgerQueries] })
export class LedgerModule {}
