import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, Public, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { DrawSampleRequest, ListSamplesQuery, PublicSample, RecordVisitRequest, SampleList, SampleResponse } from './sample.dto.js';
import { SampleQueries } from './sample.queries.js';
import { SampleService } from './sample.service.js';

@ApiTags('samples')
@Controller()
export class SampleController {
  constructor(
    @Inject(SampleService) private readonly service: SampleService,
    @Inject(SampleQueries) private readonly samples: SampleQueries,
  ) {}

  @Post('samples/commitments')
  @RequirePermission('application.recheck')
  @ApiResponse({ status: 201, standardSchema: SampleResponse, description: 'the sealed seed the next draw is bound to, by its hash' })
  async commit(@Caller() principal: Principal, @Body({ schema: DrawSampleRequest }) request: DrawSampleRequest): Promise<SampleResponse> {
    return this.samples.get(principal, await this.service.commit(principal, request));
  }

  @Post('samples')
  @RequirePermission('application.recheck')
  @ApiResponse({ status: 201, standardSchema: SampleResponse, description: 'the drawn sample: all waiting cases of the area are its list' })
  async draw(@Caller() principal: Principal, @Body({ schema: DrawSampleRequest }) request: DrawSampleRequest): Promise<SampleResponse> {
    return this.samples.get(principal, await this.service.draw(principal, request));
  }

  @Get('samples')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: SampleList, description: 'samples of the own area and those above it' })
  list(@Caller() principal: Principal, @Query({ schema: ListSamplesQuery }) query: ListSamplesQuery): Promise<SampleList> {
    return this.samples.list(principal, query);
  }

  @Get('samples/:id')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: SampleResponse, description: 'one sample with its households and visits' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<SampleResponse> {
    return this.samples.get(principal, id);
  }

  @Post('samples/:id/cases/:applicationId/visit')
  @RequirePermission('application.recheck')
  @ApiResponse({ status: 201, standardSchema: SampleResponse, description: 'the sample with the visit, without what was found' })
  async visit(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('applicationId', { schema: Uuid }) applicationId: Uuid,
    @Body({ schema: RecordVisitRequest }) request: RecordVisitRequest,
  ): Promise<SampleResponse> {
    await this.service.visit(principal, id, applicationId, request);
    return withoutFindings(await this.samples.get(principal, id));
  }

  @Get('public/samples/:id')
  @Public('anybody may check that a sample was drawn and not chosen')
  @ApiResponse({ status: 200, standardSchema: PublicSample, description: 'seed, list and choice, without a name' })
  published(@Param('id', { schema: Uuid }) id: Uuid): Promise<PublicSample> {
    return this.samples.published(id);
  }
}

/** Answers of commands are kept for a while as they are: what is sealed in its own table is not in them. */
const withoutFindings = (sample: SampleResponse): SampleResponse => ({
  ...sample,
  cases: sample.cases.map((one) => ({ ...one, visit: one.visit && { ...one.visit, findings: null } })),
});
