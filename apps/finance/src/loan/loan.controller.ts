import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { Clock } from '@jingzhun/persistence';
import { ExpectedVersion } from '@jingzhun/service-shell';
import { LoanApplications } from './loan-applications.js';
import { LoanAssessments } from './loan-assessment.js';
import { LoanContracts } from './loan-contract.js';
import { LoanLosses } from './loan-losses.js';
import { LoanMoney } from './loan-money.js';
import {
  ApproveLoanRequest,
  ChangeRateRequest,
  DrawRequest,
  ExtendRequest,
  RecoverRequest,
  RepayRequest,
  ReverseRequest,
} from './loan-requests.dto.js';
import {
  ApplyForLoanRequest,
  Loan,
  LoanAssessment,
  LoanList,
  LoanListQuery,
  LoanOptions,
  LoanStepsTaken,
  TakeLoanStepRequest,
} from './loan.dto.js';
import { LoanQueries } from './loan.queries.js';

const OptionsQuery = z.strictObject({ householdId: HouseholdId });
const Nothing = z.strictObject({});
type Nothing = z.infer<typeof Nothing>;
type OptionsQuery = z.infer<typeof OptionsQuery>;

@ApiTags('loans')
@Controller()
export class LoanController {
  constructor(
    @Inject(LoanQueries) private readonly loans: LoanQueries,
    @Inject(LoanApplications) private readonly applications: LoanApplications,
    @Inject(LoanContracts) private readonly contracts: LoanContracts,
    @Inject(LoanMoney) private readonly money: LoanMoney,
    @Inject(LoanLosses) private readonly losses: LoanLosses,
    @Inject(LoanAssessments) private readonly assessments: LoanAssessments,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('loans')
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: LoanList, description: 'loans of the own area and, of a bank clerk, of the own bank' })
  list(@Caller() principal: Principal, @Query({ schema: LoanListQuery }) query: LoanListQuery): Promise<LoanList> {
    return this.loans.list(principal, query);
  }

  @Get('loan-options')
  @RequirePermission('loan.write')
  @ApiResponse({
    status: 200,
    standardSchema: LoanOptions,
    description: 'what an application can name: banks, purposes, members; and its limits',
  })
  options(@Caller() principal: Principal, @Query({ schema: OptionsQuery }) { householdId }: OptionsQuery): Promise<LoanOptions> {
    return this.loans.options(principal, householdId);
  }

  @Post('loans')
  @RequirePermission('loan.write')
  @ApiResponse({ status: 201, standardSchema: Loan, description: 'applied for; another person of the village recommends it' })
  async apply(@Caller() principal: Principal, @Body({ schema: ApplyForLoanRequest }) request: ApplyForLoanRequest): Promise<Loan> {
    return this.loans.get(principal, await this.applications.apply(principal, request));
  }

  @Get('loans/:id')
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: Loan, description: 'one loan: schedule, statement, history and what comes next' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<Loan> {
    return this.loans.get(principal, id);
  }

  @Post('loans/steps')
  @HttpCode(200)
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: LoanStepsTaken, description: 'taken for all of them; each step asks for its own permission' })
  take(@Caller() principal: Principal, @Body({ schema: TakeLoanStepRequest }) request: TakeLoanStepRequest): Promise<LoanStepsTaken> {
    return this.applications.take(principal, request);
  }

  @Post('loans/:id/approval')
  @HttpCode(200)
  @RequirePermission('bank.operate')
  @ApiResponse({ status: 200, standardSchema: Loan, description: 'approved by the bank with its contract; the risk fund vouches for it' })
  async approve(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: ApproveLoanRequest }) request: ApproveLoanRequest,
  ): Promise<Loan> {
    await this.contracts.approve(principal, id, version, request);
    return this.loans.get(principal, id);
  }

  @Post('loans/:id/drawings')
  @RequirePermission('bank.operate')
  @ApiResponse({ status: 201, standardSchema: Loan, description: 'paid out, all of it or a part, by another person than the approver' })
  async draw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DrawRequest }) request: DrawRequest,
  ): Promise<Loan> {
    await this.money.draw(principal, id, request);
    return this.loans.get(principal, id);
  }

  @Post('loans/:id/repayments')
  @RequirePermission('bank.operate')
  @ApiResponse({ status: 201, standardSchema: Loan, description: 'what is due first, interest before principal; the rest pays back early' })
  async repay(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RepayRequest }) request: RepayRequest,
  ): Promise<Loan> {
    await this.money.repay(principal, id, request);
    return this.loans.get(principal, id);
  }

  @Post('loans/:id/movements/:movementId/reversal')
  @RequirePermission('loan.read')
  @ApiResponse({
    status: 201,
    standardSchema: Loan,
    description:
      'the last drawing, repayment, compensation or recovery reversed by another person, here and in the ledger; whose step it is depends on which',
  })
  async reverse(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('movementId', { schema: Uuid }) movementId: Uuid,
    @Body({ schema: ReverseRequest }) { reason }: ReverseRequest,
  ): Promise<Loan> {
    await this.money.reverse(principal, id, movementId, reason);
    return this.loans.get(principal, id);
  }

  @Post('loans/:id/rate-changes')
  @RequirePermission('bank.operate')
  @ApiResponse({
    status: 201,
    standardSchema: Loan,
    description:
      'another rate from that day on, proposed: it waits for another clerk of the bank, and where it costs the county for its consent',
  })
  async changeRate(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ChangeRateRequest }) request: ChangeRateRequest,
  ): Promise<Loan> {
    await this.contracts.changeRate(principal, id, request);
    return this.loans.get(principal, id);
  }

  @Post('loans/:id/extension')
  @RequirePermission('bank.operate')
  @ApiResponse({
    status: 201,
    standardSchema: Loan,
    description: 'runs longer, once; proposed: it waits for another clerk of the bank and for the consent of the county',
  })
  async extend(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ExtendRequest }) request: ExtendRequest,
  ): Promise<Loan> {
    await this.contracts.extend(principal, id, request);
    return this.loans.get(principal, id);
  }

  @Post('loans/:id/recoveries')
  @RequirePermission('bank.operate')
  @ApiResponse({ status: 201, standardSchema: Loan, description: 'recovered after the compensation, shared by bank and fund' })
  async recover(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RecoverRequest }) request: RecoverRequest,
  ): Promise<Loan> {
    await this.losses.recover(principal, id, request);
    return this.loans.get(principal, id);
  }

  @Post('loan-assessments')
  @RequirePermission('loan.confirm')
  @ApiResponse({
    status: 201,
    standardSchema: LoanAssessment,
    description: 'all loans gone through as of today; it happens by itself every day',
  })
  async assess(@Body({ schema: Nothing }) _nothing: Nothing): Promise<LoanAssessment> {
    const found = await this.assessments.assess(true);
    return found ?? { day: plainDateInShanghai(this.clock.now()), loans: 0, fellOverdue: 0, caughtUp: 0 };
  }
}
