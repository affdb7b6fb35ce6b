import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion, fileBody, LIST_TYPES } from '@jingzhun/service-shell';
import { TABLE_LIMITS, tableTemplate } from '@jingzhun/workbooks';
import {
  ApproveClaimRequest,
  ClaimLinesQuery,
  GiveUpLineRequest,
  InterestClaim,
  InterestClaimLines,
  InterestClaimList,
  InterestRepaymentList,
  OverpaidList,
  RefuseClaimRequest,
  RepayInterestRequest,
  TakeClaimQuery,
  TakeRepaymentBackRequest,
} from './interest-claim.dto.js';
import { InterestClaimQueries } from './interest-claim.queries.js';
import { ClaimDecisions } from './claim-decisions.js';
import { GivenUpGrants } from './given-up-grants.js';
import { INTEREST_CLAIM, InterestClaims } from './interest-claims.js';
import { InterestRepayments } from './interest-repayments.js';
import { OverpaidInterest } from './overpaid-interest.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('interest subsidy')
@Controller('interest-claims')
export class InterestClaimController {
  constructor(
    @Inject(InterestClaims) private readonly claims: InterestClaims,
    @Inject(ClaimDecisions) private readonly decisions: ClaimDecisions,
    @Inject(GivenUpGrants) private readonly givenUp: GivenUpGrants,
    @Inject(OverpaidInterest) private readonly overpaidInterest: OverpaidInterest,
    @Inject(InterestRepayments) private readonly repayments: InterestRepayments,
    @Inject(InterestClaimQueries) private readonly queries: InterestClaimQueries,
  ) {}

  @Get()
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: InterestClaimList, description: 'claims, newest first; of a bank clerk, of the own bank' })
  list(@Caller() principal: Principal): Promise<InterestClaimList> {
    return this.queries.list(principal);
  }

  @Post()
  @RequirePermission('bank.operate')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: "the bank's claim, a workbook or CSV", schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, standardSchema: InterestClaim, description: 'taken, every line against our own schedule' })
  async take(
    @Caller() principal: Principal,
    @Query({ schema: TakeClaimQuery }) query: TakeClaimQuery,
    @Req() request: Request,
  ): Promise<InterestClaim> {
    const content = await fileBody(request, TABLE_LIMITS.fileBytes);
    return this.queries.get(principal, await this.claims.take(principal, query, content));
  }

  @Get('template.xlsx')
  @RequirePermission('loan.read')
  @Header('content-disposition', 'attachment; filename="interest-claim.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: "the empty claim of a bank's quarter", content: { [XLSX]: {} } })
  async template(): Promise<StreamableFile> {
    return new StreamableFile(await tableTemplate(INTEREST_CLAIM), { type: XLSX });
  }

  @Get('overpaid')
  @RequirePermission('budget.read')
  @ApiResponse({ status: 200, standardSchema: OverpaidList, description: 'households that have had too much, most first' })
  overpaid(@Caller() principal: Principal): Promise<OverpaidList> {
    return this.overpaidInterest.list(principal);
  }

  @Post('overpaid/:householdId/repayments')
  @RequirePermission('budget.write')
  @ApiResponse({ status: 201, standardSchema: OverpaidList, description: 'what the household paid back is in the fund again' })
  async repay(
    @Caller() principal: Principal,
    @Param('householdId', { schema: Uuid }) householdId: Uuid,
    @Body({ schema: RepayInterestRequest }) request: RepayInterestRequest,
  ): Promise<OverpaidList> {
    await this.overpaidInterest.repay(principal, householdId, request);
    return this.overpaidInterest.list(principal);
  }

  @Get('overpaid/repayments')
  @RequirePermission('budget.read')
  @ApiResponse({
    status: 200,
    standardSchema: InterestRepaymentList,
    description: 'what households have paid back, newest first, and what of it was mistyped',
  })
  paidBack(@Caller() principal: Principal): Promise<InterestRepaymentList> {
    return this.repayments.list(principal);
  }

  @Post('overpaid/repayments/:repaymentId/reversal')
  @HttpCode(200)
  @RequirePermission('budget.write')
  @ApiResponse({
    status: 200,
    standardSchema: InterestRepaymentList,
    description: 'mistyped: the household owes it again, the fund has that much less; by another person',
  })
  async takeBack(
    @Caller() principal: Principal,
    @Param('repaymentId', { schema: Uuid }) repaymentId: Uuid,
    @Body({ schema: TakeRepaymentBackRequest }) { reason }: TakeRepaymentBackRequest,
  ): Promise<InterestRepaymentList> {
    await this.repayments.takeBack(principal, repaymentId, reason);
    return this.repayments.list(principal);
  }

  @Post('lines/:lineId/give-up')
  @HttpCode(204)
  @RequirePermission('payment.approve', 'payment.prepare')
  @ApiResponse({
    status: 204,
    description:
      'proposed: when another approves the order it is not paid any more, the money is free again, the quarter can be claimed again',
  })
  async giveUp(
    @Caller() principal: Principal,
    @Param('lineId', { schema: Uuid }) lineId: Uuid,
    @Body({ schema: GiveUpLineRequest }) { reason }: GiveUpLineRequest,
  ): Promise<void> {
    await this.givenUp.propose(principal, lineId, reason);
  }

  @Get(':id')
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: InterestClaim, description: 'one claim with sums by result' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<InterestClaim> {
    return this.queries.get(principal, id);
  }

  @Get(':id/lines')
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: InterestClaimLines, description: 'claimed, ours, granted, and what makes the difference' })
  lines(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: ClaimLinesQuery }) query: ClaimLinesQuery,
  ): Promise<InterestClaimLines> {
    return this.queries.lines(principal, id, query);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @RequirePermission('loan.confirm')
  @ApiResponse({ status: 200, standardSchema: InterestClaim, description: 'what both agree on waits for payment' })
  async approve(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: ApproveClaimRequest }) request: ApproveClaimRequest,
  ): Promise<InterestClaim> {
    await this.decisions.approve(principal, id, version, request);
    return this.queries.get(principal, id);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @RequirePermission('loan.confirm')
  @ApiResponse({ status: 200, standardSchema: InterestClaim, description: 'back to the bank; nothing of it is paid' })
  async refuse(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: RefuseClaimRequest }) { reason }: RefuseClaimRequest,
  ): Promise<InterestClaim> {
    await this.decisions.refuse(principal, id, version, reason);
    return this.queries.get(principal, id);
  }
}
