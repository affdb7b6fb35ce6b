import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import {
  ClosePeriodRequest,
  LedgerEntriesQuery,
  LedgerEntry,
  LedgerEntryList,
  LedgerPeriodList,
  Month,
  OnTheWay,
  TrialBalance,
  TrialBalanceQuery,
} from './ledger.dto.js';
import { LedgerPeriods } from './ledger-periods.js';
import { LedgerQueries } from './ledger.queries.js';

@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(
    @Inject(LedgerQueries) private readonly ledger: LedgerQueries,
    @Inject(LedgerPeriods) private readonly months: LedgerPeriods,
  ) {}

  @Get('trial-balance')
  @RequirePermission('ledger.read')
  @ApiResponse({
    status: 200,
    standardSchema: TrialBalance,
    description: 'every account with debits, credits and balance at the end of a day',
  })
  trialBalance(@Caller() principal: Principal, @Query({ schema: TrialBalanceQuery }) query: TrialBalanceQuery): Promise<TrialBalance> {
    return this.ledger.trialBalance(principal, query);
  }

  @Get('entries')
  @RequirePermission('ledger.read')
  @ApiResponse({ status: 200, standardSchema: LedgerEntryList, description: 'entries, newest first' })
  entries(@Caller() principal: Principal, @Query({ schema: LedgerEntriesQuery }) query: LedgerEntriesQuery): Promise<LedgerEntryList> {
    return this.ledger.entries(principal, query);
  }

  @Get('entries/:id')
  @RequirePermission('ledger.read')
  @ApiResponse({ status: 200, standardSchema: LedgerEntry, description: 'one entry with its lines' })
  entry(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<LedgerEntry> {
    return this.ledger.entry(principal, id);
  }

  @Get('periods')
  @RequirePermission('ledger.read')
  @ApiResponse({ status: 200, standardSchema: LedgerPeriodList, description: 'months with entries, newest first' })
  periods(@Caller() principal: Principal): Promise<LedgerPeriodList> {
    return this.ledger.periods(principal);
  }

  @Get('periods/:month/on-the-way')
  @RequirePermission('ledger.read')
  @ApiResponse({ status: 200, standardSchema: OnTheWay, description: 'batches a bank had at the end of the month and has not answered' })
  onTheWay(@Caller() principal: Principal, @Param('month', { schema: Month }) month: string): Promise<OnTheWay> {
    return this.months.onTheWay(principal, month);
  }

  @Post('periods/:month/close')
  @HttpCode(200)
  @RequirePermission('ledger.close')
  @ApiResponse({ status: 200, standardSchema: LedgerPeriodList, description: 'the month is closed' })
  async close(
    @Caller() principal: Principal,
    @Param('month', { schema: Month }) month: string,
    @Body({ schema: ClosePeriodRequest }) request: ClosePeriodRequest,
  ): Promise<LedgerPeriodList> {
    await this.months.close(principal, month, request);
    return this.ledger.periods(principal);
  }
}
