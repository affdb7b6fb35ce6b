import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { AnswerReadAnew, ExpectedVersion, NotACommand } from '@jingzhun/service-shell';
import { ApplicationResponse } from '../case/application.dto.js';
import { ApplicationQueries } from '../case/application.queries.js';
import { CASE_READ_ANEW } from '../case/case-read-anew.js';
import { CaseEventQueries } from './case-event.queries.js';
import {
  CaseEventList,
  PreviewStepRequest,
  PreviewStepsRequest,
  StepPreview,
  StepsTaken,
  TakeStepRequest,
  TakeStepsRequest,
} from './step.dto.js';
import { TakeStep } from './take-step.service.js';

/** Each step asks for the permission of its own office besides; to read cases is what all of them have in common. */
@ApiTags('applications')
@Controller('applications')
export class StepController {
  constructor(
    @Inject(TakeStep) private readonly steps: TakeStep,
    @Inject(CaseEventQueries) private readonly events: CaseEventQueries,
    @Inject(ApplicationQueries) private readonly applications: ApplicationQueries,
  ) {}

  @Post(':id/steps')
  @AnswerReadAnew(CASE_READ_ANEW)
  @HttpCode(200)
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: ApplicationResponse, description: 'the case after the step' })
  async take(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: TakeStepRequest }) request: TakeStepRequest,
  ): Promise<ApplicationResponse> {
    await this.steps.take(principal, { ...request, cases: [{ id, version }] });
    return this.applications.page(principal, id);
  }

  @Post(':id/steps/preview')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: StepPreview, description: 'where it would lead, what is missing, what is to be signed' })
  preview(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: PreviewStepRequest }) request: PreviewStepRequest,
  ): Promise<StepPreview> {
    return this.steps.preview(principal, { ...request, cases: [{ id, version }] });
  }

  @Post('steps')
  @HttpCode(200)
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: StepsTaken, description: 'all cases took the step; one that cannot stops all' })
  async takeAll(@Caller() principal: Principal, @Body({ schema: TakeStepsRequest }) request: TakeStepsRequest): Promise<StepsTaken> {
    await this.steps.take(principal, request);
    return {
      cases: await this.events.statesOf(
        principal,
        request.cases.map(({ id }) => id),
      ),
    };
  }

  @Post('steps/preview')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: StepPreview, description: 'the same for several cases, with one digest to sign' })
  previewAll(@Caller() principal: Principal, @Body({ schema: PreviewStepsRequest }) request: PreviewStepsRequest): Promise<StepPreview> {
    return this.steps.preview(principal, request);
  }

  @Get(':id/events')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: CaseEventList, description: 'every step of the case, newest first' })
  timeline(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<CaseEventList> {
    return this.events.timeline(principal, id);
  }
}
