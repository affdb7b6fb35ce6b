import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Jobs, JobView } from '@jingzhun/jobs';
import { Database, sessionOf } from '@jingzhun/persistence';
import { CheckRegister } from './check-register.job.js';
import { FindingList, FindingSummary, FindingSummaryQuery, ListFindingsQuery } from './finding.dto.js';
import { StartCheckRequest, StartedCheck } from './finding.dto.js';
import { FindingQueries } from './finding.queries.js';

@ApiTags('findings')
@Controller('findings')
export class FindingController {
  constructor(
    @Inject(FindingQueries) private readonly findings: FindingQueries,
    @Inject(Database) private readonly database: Database,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  @Get()
  @RequirePermission('finding.read')
  @ApiResponse({ status: 200, standardSchema: FindingList, description: 'open findings, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListFindingsQuery }) query: ListFindingsQuery): Promise<FindingList> {
    return this.findings.list(principal, query);
  }

  @Get('summary')
  @RequirePermission('finding.read')
  @ApiResponse({ status: 200, standardSchema: FindingSummary, description: 'every rule with its count' })
  summary(@Caller() principal: Principal, @Query({ schema: FindingSummaryQuery }) query: FindingSummaryQuery): Promise<FindingSummary> {
    return this.findings.summary(principal, query);
  }

  @Post('checks')
  @HttpCode(202)
  @RequirePermission('import.release')
  @ApiResponse({ status: 202, standardSchema: StartedCheck, description: 'the whole register is judged anew' })
  check(@Caller() principal: Principal, @Body({ schema: StartCheckRequest }) _request: StartCheckRequest): Promise<StartedCheck> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const jobId = await this.jobs.enqueue(client, CheckRegister, {}, principal.accountId);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'quality.check',
        objectType: 'job',
        objectId: jobId,
        result: 'success',
      });
      return { jobId: jobId as Uuid };
    });
  }

  @Get('checks/:id')
  @RequirePermission('finding.read')
  @ApiResponse({ status: 200, standardSchema: JobView, description: 'how far the check is' })
  readCheck(@Param('id', { schema: Uuid }) id: Uuid): Promise<JobView> {
    return this.jobs.get(id);
  }
}
