import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { SurveyForm } from '../form/survey-form.js';
import { formOf } from '../form/forms.js';
import { BegunApplication, FormVersionParameter, ProposeFromSurveyRequest, SurveyDifferences } from './unit-corrections.dto.js';
import { UnitApplication } from './unit-application.js';
import { UnitCorrections } from './unit-corrections.js';
import { ListUnitsQuery, UnitList, UnitResponse, Workload, WorkloadQuery } from './unit.dto.js';
import { UnitQueries } from './unit.queries.js';

@ApiTags('survey-units')
@Controller()
export class UnitController {
  constructor(
    @Inject(UnitQueries) private readonly units: UnitQueries,
    @Inject(UnitCorrections) private readonly corrections: UnitCorrections,
    @Inject(UnitApplication) private readonly applications: UnitApplication,
  ) {}

  @Get('survey-forms/:version')
  @RequirePermission('survey.read')
  @ApiResponse({ status: 200, standardSchema: SurveyForm, description: 'a form as it was published' })
  form(@Param('version', { schema: FormVersionParameter }) version: number): SurveyForm {
    return formOf(version);
  }

  @Get('survey-rounds/:id/units')
  @RequirePermission('survey.read')
  @ApiResponse({ status: 200, standardSchema: UnitList, description: 'households of the round, by village and number' })
  list(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: ListUnitsQuery }) query: ListUnitsQuery,
  ): Promise<UnitList> {
    return this.units.list(principal, id, query);
  }

  @Get('survey-rounds/:id/workload')
  @RequirePermission('survey.write')
  @ApiResponse({ status: 200, standardSchema: Workload, description: 'the list of one village, for a phone' })
  workload(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: WorkloadQuery }) query: WorkloadQuery,
  ): Promise<Workload> {
    return this.units.workload(principal, id, query);
  }

  @Get('survey-units/:id')
  @RequirePermission('survey.read')
  @ApiResponse({ status: 200, standardSchema: UnitResponse, description: 'answers, visits and photographs of one household' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<UnitResponse> {
    return this.units.get(principal, id);
  }

  @Get('survey-units/:id/differences')
  @RequirePermission('correction.propose')
  @ApiResponse({
    status: 200,
    standardSchema: SurveyDifferences,
    description: 'what the confirmed answers say otherwise than the register',
  })
  differences(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<SurveyDifferences> {
    return this.corrections.differences(principal, id);
  }

  @Post('survey-units/:id/corrections')
  @HttpCode(200)
  @RequirePermission('correction.propose')
  @ApiResponse({ status: 200, standardSchema: UnitResponse, description: 'proposed to the register, waiting for another person' })
  async propose(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ProposeFromSurveyRequest }) request: ProposeFromSurveyRequest,
  ): Promise<UnitResponse> {
    await this.corrections.propose(principal, id, request);
    return this.units.get(principal, id);
  }

  @Post('survey-units/:id/application')
  @RequirePermission('application.write')
  @ApiResponse({
    status: 201,
    standardSchema: BegunApplication,
    description: 'draft of an application with everything the household has confirmed',
  })
  async begin(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<BegunApplication> {
    return { applicationId: (await this.applications.begin(principal, id)) as Uuid };
  }
}
