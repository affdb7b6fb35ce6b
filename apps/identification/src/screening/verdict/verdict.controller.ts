import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { JobNotFound, Jobs, JobView } from '@jingzhun/jobs';
import { Database, sessionOf } from '@jingzhun/persistence';
import { StartedRun } from '../decision/decision.dto.js';
import { ConfirmForMany } from '../decision/group-confirmation.job.js';
import { CHUNK, ScreeningRun } from '../screening-run.job.js';
import {
  ListTasksQuery,
  ListVerdictsQuery,
  ReportList,
  RuleSetResponse,
  RunList,
  StartRunRequest,
  TaskList,
  VerdictHistory,
  VerdictList,
  VerdictResponse,
  VerdictSummary,
  VerdictSummaryQuery,
} from './verdict.dto.js';
import { VerdictListQueries } from './verdict-list.queries.js';
import { VerdictQueries } from './verdict.queries.js';

@ApiTags('screening')
@Controller()
export class VerdictController {
  constructor(
    @Inject(VerdictQueries) private readonly verdicts: VerdictQueries,
    @Inject(VerdictListQueries) private readonly lists: VerdictListQueries,
    @Inject(Database) private readonly database: Database,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  @Get('screenings')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: VerdictList, description: 'latest verdicts of the own area; results without facts' })
  list(@Caller() principal: Principal, @Query({ schema: ListVerdictsQuery }) query: ListVerdictsQuery): Promise<VerdictList> {
    return this.lists.list(principal, query);
  }

  @Get('screenings/summary')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: VerdictSummary, description: 'how many stand how, and what is to be done by rule' })
  summary(@Caller() principal: Principal, @Query({ schema: VerdictSummaryQuery }) query: VerdictSummaryQuery): Promise<VerdictSummary> {
    return this.lists.summary(principal, query);
  }

  @Get('screening-tasks')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: TaskList, description: 'what waits for a person in the own area' })
  tasks(@Caller() principal: Principal, @Query({ schema: ListTasksQuery }) query: ListTasksQuery): Promise<TaskList> {
    return this.lists.tasks(principal, query);
  }

  @Get('screening-rules')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: RuleSetResponse, description: 'the rules in force today' })
  rules(): Promise<RuleSetResponse> {
    return this.verdicts.ruleSet();
  }

  @Get('screenings/:id')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: VerdictResponse, description: 'one verdict, rebuilt from what is stored with it' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<VerdictResponse> {
    return this.verdicts.get(principal, id);
  }

  @Get('screenings/:id/reports')
  @RequirePermission('screening.sensitive')
  @ApiResponse({ status: 200, standardSchema: ReportList, description: 'what was reported and by whom' })
  reports(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<ReportList> {
    return this.verdicts.reports(principal, id);
  }

  @Get('households/:id/screening')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: VerdictResponse, description: 'latest verdict of a registered household' })
  ofHousehold(@Caller() principal: Principal, @Param('id', { schema: HouseholdId }) id: HouseholdId): Promise<VerdictResponse> {
    return this.verdicts.latest(principal, id);
  }

  @Get('households/:id/screenings')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: VerdictHistory, description: 'verdicts of a registered household, newest first' })
  historyOfHousehold(@Caller() principal: Principal, @Param('id', { schema: HouseholdId }) id: HouseholdId): Promise<VerdictHistory> {
    return this.verdicts.history(principal, id);
  }

  @Get('applications/:id/screening')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: VerdictResponse, description: 'latest verdict of an application' })
  ofApplication(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<VerdictResponse> {
    return this.verdicts.latest(principal, id);
  }

  @Get('applications/:id/screenings')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: VerdictHistory, description: 'verdicts of an application, newest first' })
  historyOfApplication(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<VerdictHistory> {
    return this.verdicts.history(principal, id);
  }

  @Post('screening-runs')
  @HttpCode(202)
  @RequirePermission('register.import')
  @ApiResponse({ status: 202, standardSchema: StartedRun, description: 'all households and open applications are judged anew' })
  run(@Caller() principal: Principal, @Body({ schema: StartRunRequest }) _request: StartRunRequest): Promise<StartedRun> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const jobId = await this.jobs.enqueue(
        client,
        ScreeningRun,
        { cause: 'run', accountId: principal.accountId, atOnce: CHUNK },
        principal.accountId,
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'screening.run-all',
        objectType: 'job',
        objectId: jobId,
        result: 'success',
      });
      return { jobId: jobId as Uuid };
    });
  }

  @Get('screening-runs')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: RunList, description: 'the newest runs over everybody, whoever or whatever ordered them' })
  listRuns(@Caller() principal: Principal): Promise<RunList> {
    return this.lists.runs(principal);
  }

  @Get('screening-runs/:id')
  @RequirePermission('screening.read')
  @ApiResponse({ status: 200, standardSchema: JobView, description: 'how far a run or a confirmation for many is' })
  async readRun(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<JobView> {
    const job = await this.jobs.get(id);
    if (job.kind === ScreeningRun.name) return job;
    if (job.kind !== ConfirmForMany.name) throw new JobNotFound();
    // a confirmation for many is seen by who sees its area
    const { rowCount } = await this.database.connection(sessionOf(principal), (client) =>
      client.query('select from screening_group_confirmation where job_id = $1', [id]),
    );
    if (rowCount === 0) throw new JobNotFound();
    return job;
  }
}
