import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { LenderBanks } from './lender-banks.js';
import { BankCode, LenderBankList, ProvideRequest, RecordBankRequest, RiskFundChanges } from './risk-fund.dto.js';
import { RiskFundQueries } from './risk-fund.queries.js';

@ApiTags('lender banks')
@Controller('lender-banks')
export class RiskFundController {
  constructor(
    @Inject(LenderBanks) private readonly lenders: LenderBanks,
    @Inject(RiskFundQueries) private readonly funds: RiskFundQueries,
  ) {}

  @Get()
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: LenderBankList, description: 'lender banks with fund, leverage used, room, bad-loan ratio' })
  list(@Caller() principal: Principal): Promise<LenderBankList> {
    return this.funds.banks(principal);
  }

  @Post()
  @RequirePermission('budget.write')
  @ApiResponse({ status: 201, standardSchema: LenderBankList, description: 'recorded, with an empty risk fund' })
  async record(@Caller() principal: Principal, @Body({ schema: RecordBankRequest }) bank: RecordBankRequest): Promise<LenderBankList> {
    await this.lenders.record(principal, bank);
    return this.funds.banks(principal);
  }

  @Get(':code/fund-changes')
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: RiskFundChanges, description: 'what came into the fund and left it' })
  changes(@Caller() principal: Principal, @Param('code', { schema: BankCode }) code: BankCode): Promise<RiskFundChanges> {
    return this.funds.changes(principal, code);
  }

  @Post(':code/provisions')
  @HttpCode(200)
  @RequirePermission('budget.write')
  @ApiResponse({
    status: 200,
    standardSchema: LenderBankList,
    description: 'proposed; deposited at the bank when another person approves the order',
  })
  async provide(
    @Caller() principal: Principal,
    @Param('code', { schema: BankCode }) code: BankCode,
    @Body({ schema: ProvideRequest }) request: ProvideRequest,
  ): Promise<LenderBankList> {
    await this.lenders.propose(principal, code, request);
    return this.funds.banks(principal);
  }
}
