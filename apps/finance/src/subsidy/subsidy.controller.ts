import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import { BureauCheck } from './bureau-check.js';
import { Schemes } from './schemes.js';
import { SubsidyApplications } from './subsidy-applications.js';
import { TakeSubsidyStep } from './subsidy-steps.js';
import { GrantRequest, Round } from './round.dto.js';
import { RecordSchemeRequest, SchemeList } from './scheme.dto.js';
import {
  AcknowledgeRequest,
  AddEvidenceRequest,
  ApplyRequest,
  CorrectRequest,
  MeasureRequest,
  SubsidyApplication,
  SubsidyList,
  SubsidyListQuery,
  SubsidyStepsTaken,
  SubsidyWork,
  TakeSubsidyStepRequest,
  WaitingProjects,
} from './subsidy.dto.js';
import { ProjectClaims } from './project-claims.js';
import { ReadyWork, ReadyWorkQuery, StepTakenTogether } from './ready-work.dto.js';
import { ReadyForStep } from './ready-work.js';
import { SubsidyQueries } from './subsidy.queries.js';

@ApiTags('reward subsidies')
@Controller()
export class SubsidyController {
  constructor(
    @Inject(Schemes) private readonly schemes: Schemes,
    @Inject(SubsidyApplications) private readonly applications: SubsidyApplications,
    @Inject(TakeSubsidyStep) private readonly steps: TakeSubsidyStep,
    @Inject(BureauCheck) private readonly bureau: BureauCheck,
    @Inject(SubsidyQueries) private readonly subsidies: SubsidyQueries,
    @Inject(ProjectClaims) private readonly projects: ProjectClaims,
    @Inject(ReadyForStep) private readonly readyForStep: ReadyForStep,
  ) {}

  @Get('subsidy-schemes')
  @RequirePermission('subsidy.read')
  @ApiResponse({ status: 200, standardSchema: SchemeList, description: 'schemes, newest year first' })
  listSchemes(@Caller() principal: Principal): Promise<SchemeList> {
    return this.schemes.list(principal);
  }

  @Post('subsidy-schemes')
  @RequirePermission('budget.write')
  @ApiResponse({ status: 201, standardSchema: SchemeList, description: 'recorded; a scheme is never changed' })
  async recordScheme(
    @Caller() principal: Principal,
    @Body({ schema: RecordSchemeRequest }) scheme: RecordSchemeRequest,
  ): Promise<SchemeList> {
    await this.schemes.record(principal, scheme);
    return this.schemes.list(principal);
  }

  @Get('subsidy-projects')
  @RequirePermission('subsidy.write')
  @ApiResponse({
    status: 200,
    standardSchema: WaitingProjects,
    description: 'accepted projects of the own area that nobody has applied for',
  })
  listProjects(@Caller() principal: Principal): Promise<WaitingProjects> {
    return this.projects.waiting(principal);
  }

  @Get('subsidy-applications')
  @RequirePermission('subsidy.read')
  @ApiResponse({ status: 200, standardSchema: SubsidyList, description: 'applications of the own area, what waits longest first' })
  list(@Caller() principal: Principal, @Query({ schema: SubsidyListQuery }) query: SubsidyListQuery): Promise<SubsidyList> {
    return this.subsidies.list(principal, query);
  }

  @Get('subsidy-work')
  @RequirePermission('subsidy.read')
  @ApiResponse({ status: 200, standardSchema: SubsidyWork, description: 'what waits for the own office, by step' })
  work(@Caller() principal: Principal): Promise<SubsidyWork> {
    return this.subsidies.work(principal);
  }

  @Get('subsidy-work/:step')
  @RequirePermission('subsidy.write', 'subsidy.approve')
  @ApiResponse({
    status: 200,
    standardSchema: ReadyWork,
    description: 'what waits for a step that is taken for many at once, and what speaks against which',
  })
  ready(
    @Caller() principal: Principal,
    @Param('step', { schema: StepTakenTogether }) step: StepTakenTogether,
    @Query({ schema: ReadyWorkQuery }) query: ReadyWorkQuery,
  ): Promise<ReadyWork> {
    return this.readyForStep.list(principal, step, query);
  }

  @Post('subsidy-applications')
  @RequirePermission('subsidy.write')
  @ApiResponse({
    status: 201,
    standardSchema: SubsidyApplication,
    description: 'applied for; waits for the village check by another person',
  })
  async apply(@Caller() principal: Principal, @Body({ schema: ApplyRequest }) request: ApplyRequest): Promise<SubsidyApplication> {
    return this.subsidies.get(principal, await this.applications.apply(principal, request));
  }

  @Get('subsidy-applications/:id')
  @RequirePermission('subsidy.read')
  @ApiResponse({ status: 200, standardSchema: SubsidyApplication, description: 'one application with its history and what comes next' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<SubsidyApplication> {
    return this.subsidies.get(principal, id);
  }

  @Put('subsidy-applications/:id/content')
  @RequirePermission('subsidy.write')
  @ApiResponse({ status: 200, standardSchema: SubsidyApplication, description: 'corrected: everything checked before is void' })
  async correct(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: CorrectRequest }) request: CorrectRequest,
  ): Promise<SubsidyApplication> {
    await this.applications.correct(principal, id, version, request);
    return this.subsidies.get(principal, id);
  }

  @Post('subsidy-applications/:id/evidence')
  @HttpCode(200)
  @RequirePermission('subsidy.write')
  @ApiResponse({ status: 200, standardSchema: SubsidyApplication, description: 'papers added' })
  async addEvidence(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: AddEvidenceRequest }) { evidence }: AddEvidenceRequest,
  ): Promise<SubsidyApplication> {
    await this.applications.addEvidence(principal, id, evidence);
    return this.subsidies.get(principal, id);
  }

  @Post('subsidy-applications/:id/acceptances')
  @RequirePermission('subsidy.accept')
  @ApiResponse({ status: 201, standardSchema: SubsidyApplication, description: 'measured on site; a second person confirms' })
  async measure(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: MeasureRequest }) request: MeasureRequest,
  ): Promise<SubsidyApplication> {
    await this.steps.measure(principal, id, version, request);
    return this.subsidies.get(principal, id);
  }

  @Post('subsidy-applications/:id/acknowledgement')
  @HttpCode(200)
  @RequirePermission('subsidy.write')
  @ApiResponse({ status: 200, standardSchema: SubsidyApplication, description: 'the household has signed that the money is there' })
  async acknowledge(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: AcknowledgeRequest }) { attachmentIds }: AcknowledgeRequest,
  ): Promise<SubsidyApplication> {
    await this.steps.acknowledge(principal, id, version, attachmentIds);
    return this.subsidies.get(principal, id);
  }

  @Post('subsidy-applications/steps')
  @HttpCode(200)
  @RequirePermission('subsidy.read')
  @ApiResponse({
    status: 200,
    standardSchema: SubsidyStepsTaken,
    description: 'taken for all of them; each step asks for its own permission',
  })
  take(
    @Caller() principal: Principal,
    @Body({ schema: TakeSubsidyStepRequest }) request: TakeSubsidyStepRequest,
  ): Promise<SubsidyStepsTaken> {
    return this.steps.take(principal, request);
  }

  @Post('subsidy-rounds/preview')
  @HttpCode(200)
  @RequirePermission('subsidy.confirm')
  @ApiResponse({ status: 200, standardSchema: Round, description: 'what a round would grant now; nothing is written' })
  preview(@Caller() principal: Principal, @Body({ schema: GrantRequest }) request: GrantRequest): Promise<Round> {
    return this.bureau.preview(principal, request);
  }

  @Post('subsidy-rounds')
  @RequirePermission('subsidy.confirm')
  @ApiResponse({ status: 201, standardSchema: Round, description: 'amounts worked out, every cut with its reason' })
  grant(@Caller() principal: Principal, @Body({ schema: GrantRequest }) request: GrantRequest): Promise<Round> {
    return this.bureau.decide(principal, request);
  }
}
