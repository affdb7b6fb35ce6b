import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import {
  AllotRequest,
  BudgetYearList,
  BudgetYearsQuery,
  CapacityHistory,
  ChangeFundRequest,
  CommitmentList,
  CommitmentsQuery,
  CreateFundRequest,
  FundCode,
  FundDetail,
  FundList,
  FundStandard,
  RecordCapacityRequest,
  Year,
} from './budget.dto.js';
import { CommitmentQueries } from './commitment.queries.js';
import { BudgetQueries } from './budget.queries.js';
import { BudgetService } from './budget.service.js';
import { Allotments } from './allotments.js';

const FundsQuery = z.strictObject({ year: Year.optional() });
type FundsQuery = z.infer<typeof FundsQuery>;

@ApiTags('budget')
@Controller('budget')
export class BudgetController {
  constructor(
    @Inject(BudgetService) private readonly service: BudgetService,
    @Inject(BudgetQueries) private readonly budget: BudgetQueries,
    @Inject(Allotments) private readonly allotments: Allotments,
    @Inject(CommitmentQueries) private readonly promised: CommitmentQueries,
  ) {}

  @Get('years')
  @RequirePermission('budget.read')
  @ApiResponse({ status: 200, standardSchema: BudgetYearList, description: 'capacity, new capacity and the share of it by year' })
  years(@Caller() principal: Principal, @Query({ schema: BudgetYearsQuery }) query: BudgetYearsQuery): Promise<BudgetYearList> {
    return this.budget.years(principal, query);
  }

  @Post('years')
  @HttpCode(200)
  @RequirePermission('budget.write')
  @ApiResponse({ status: 200, standardSchema: BudgetYearList, description: 'recorded; an earlier figure of the year is kept' })
  async recordCapacity(
    @Caller() principal: Principal,
    @Body({ schema: RecordCapacityRequest }) request: RecordCapacityRequest,
  ): Promise<BudgetYearList> {
    await this.service.recordCapacity(principal, request);
    return this.budget.years(principal, {});
  }

  @Get('years/:year/history')
  @RequirePermission('budget.read')
  @ApiResponse({
    status: 200,
    standardSchema: CapacityHistory,
    description: 'every figure recorded for the year: who, when, by which document',
  })
  history(@Caller() principal: Principal, @Param('year', { schema: Year }) year: number): Promise<CapacityHistory> {
    return this.budget.history(principal, year);
  }

  @Get('standards/:year')
  @RequirePermission('budget.read')
  @ApiResponse({ status: 200, standardSchema: FundStandard, description: 'what the standard of the industry fund asks for' })
  standard(@Caller() principal: Principal, @Param('year', { schema: Year }) year: number): Promise<FundStandard> {
    return this.budget.standard(principal, year);
  }

  @Get('funds')
  @RequirePermission('budget.read')
  @ApiResponse({ status: 200, standardSchema: FundList, description: 'funds with what is allotted, committed and spent in the own area' })
  funds(@Caller() principal: Principal, @Query({ schema: FundsQuery }) { year }: FundsQuery): Promise<FundList> {
    return this.budget.funds(principal, year);
  }

  @Post('funds')
  @RequirePermission('budget.write')
  @ApiResponse({ status: 201, standardSchema: FundDetail, description: 'the fund, empty' })
  async create(@Caller() principal: Principal, @Body({ schema: CreateFundRequest }) request: CreateFundRequest): Promise<FundDetail> {
    await this.service.createFund(principal, request);
    return this.budget.fund(principal, request.code);
  }

  @Get('funds/:code')
  @RequirePermission('budget.read')
  @ApiResponse({ status: 200, standardSchema: FundDetail, description: 'one fund with its allotments and changes' })
  fund(@Caller() principal: Principal, @Param('code', { schema: FundCode }) code: string): Promise<FundDetail> {
    return this.budget.fund(principal, code);
  }

  @Get('funds/:code/commitments')
  @RequirePermission('budget.read')
  @ApiResponse({ status: 200, standardSchema: CommitmentList, description: 'what is promised and paid, newest first, of the own area' })
  commitments(
    @Caller() principal: Principal,
    @Param('code', { schema: FundCode }) code: string,
    @Query({ schema: CommitmentsQuery }) query: CommitmentsQuery,
  ): Promise<CommitmentList> {
    return this.promised.list(principal, code, query);
  }

  @Post('funds/:code/changes')
  @HttpCode(200)
  @RequirePermission('budget.write')
  @ApiResponse({
    status: 200,
    standardSchema: FundDetail,
    description: 'money that came in or is to leave: proposed, booked when another approves the order',
  })
  async change(
    @Caller() principal: Principal,
    @Param('code', { schema: FundCode }) code: string,
    @Body({ schema: ChangeFundRequest }) request: ChangeFundRequest,
  ): Promise<FundDetail> {
    await this.service.changeFund(principal, code, request);
    return this.budget.fund(principal, code);
  }

  @Post('funds/:code/allotments')
  @HttpCode(200)
  @RequirePermission('budget.write')
  @ApiResponse({
    status: 200,
    standardSchema: FundDetail,
    description: 'proposed for an area, or to be taken back; in effect when another approves the order',
  })
  async allot(
    @Caller() principal: Principal,
    @Param('code', { schema: FundCode }) code: string,
    @Body({ schema: AllotRequest }) request: AllotRequest,
  ): Promise<FundDetail> {
    await this.allotments.propose(principal, code, request);
    return this.budget.fund(principal, code);
  }
}
