import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import {
  AnswerRequest,
  ConfirmRequest,
  GroupConfirmRequest,
  ReportRequest,
  ReportTaken,
  ScreeningMade,
  StartedRun,
  WithdrawConfirmationRequest,
} from './decision.dto.js';
import { DecisionService } from './decision.service.js';
import { GroupConfirmations } from './group-confirmation.job.js';

/** The answer names the verdict and does not repeat it: answers of commands are kept for a while, and nobody could say for whom. */
const made = (screeningId: string): ScreeningMade => ({ screeningId: screeningId as Uuid });

@ApiTags('screening')
@Controller()
export class DecisionController {
  constructor(
    @Inject(DecisionService) private readonly service: DecisionService,
    @Inject(GroupConfirmations) private readonly groups: GroupConfirmations,
  ) {}

  @Post('screenings/:id/confirmations')
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 201, standardSchema: ScreeningMade, description: 'confirmed; the verdict that follows' })
  async confirm(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ConfirmRequest }) request: ConfirmRequest,
  ): Promise<ScreeningMade> {
    return made(await this.service.confirm(principal, id, request));
  }

  @Post('screenings/:id/answers')
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 201, standardSchema: ScreeningMade, description: 'answered; the verdict that follows' })
  async answer(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: AnswerRequest }) request: AnswerRequest,
  ): Promise<ScreeningMade> {
    return made(await this.service.answer(principal, id, request));
  }

  @Post('screening-confirmations/:id/withdraw')
  @HttpCode(200)
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 200, standardSchema: ScreeningMade, description: 'withdrawn; the verdict that follows' })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: WithdrawConfirmationRequest }) { reason }: WithdrawConfirmationRequest,
  ): Promise<ScreeningMade> {
    return made(await this.service.withdraw(principal, id, reason));
  }

  @Post('screening-group-confirmations')
  @HttpCode(202)
  @RequirePermission('screening.confirm')
  @ApiResponse({
    status: 202,
    standardSchema: StartedRun,
    description: 'being confirmed for all of the area in whom nothing speaks against',
  })
  async confirmMany(
    @Caller() principal: Principal,
    @Body({ schema: GroupConfirmRequest }) request: GroupConfirmRequest,
  ): Promise<StartedRun> {
    return { jobId: (await this.groups.order(principal, request)) as Uuid };
  }

  @Post('households/:id/screening')
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 201, standardSchema: ScreeningMade, description: 'judged now' })
  async judgeHousehold(@Caller() principal: Principal, @Param('id', { schema: HouseholdId }) id: HouseholdId): Promise<ScreeningMade> {
    return made(await this.service.judge(principal, { kind: 'household', id }));
  }

  @Post('applications/:id/screening')
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 201, standardSchema: ScreeningMade, description: 'judged now' })
  async judgeApplication(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<ScreeningMade> {
    return made(await this.service.judge(principal, { kind: 'application', id }));
  }

  @Post('households/:id/screening-reports')
  @RequirePermission('objection.receive')
  @ApiResponse({ status: 201, standardSchema: ReportTaken, description: 'taken; R4 is open until it was looked at' })
  async reportHousehold(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @Body({ schema: ReportRequest }) request: ReportRequest,
  ): Promise<ReportTaken> {
    return (await this.service.report(principal, { kind: 'household', id }, request)) as ReportTaken;
  }

  @Post('applications/:id/screening-reports')
  @RequirePermission('objection.receive')
  @ApiResponse({ status: 201, standardSchema: ReportTaken, description: 'taken; R4 is open until it was looked at' })
  async reportApplication(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ReportRequest }) request: ReportRequest,
  ): Promise<ReportTaken> {
    return (await this.service.report(principal, { kind: 'application', id }, request)) as ReportTaken;
  }
}
