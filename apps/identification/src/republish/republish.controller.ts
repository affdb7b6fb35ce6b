import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Jobs, JobView } from '@jingzhun/jobs';
import { Database, sessionOf } from '@jingzhun/persistence';
import { Republish } from './republish.job.js';

const RepublishRequest = z
  .strictObject({ reason: z.string().trim().min(2).max(500).describe('why, e.g. the broker lost its files') })
  .meta({ id: 'RepublishRequest' });
type RepublishRequest = z.infer<typeof RepublishRequest>;

const RepublishStarted = z.object({ jobId: Uuid.describe('job to look at') }).meta({ id: 'RepublishStarted' });
type RepublishStarted = z.infer<typeof RepublishStarted>;

@ApiTags('operations')
@Controller('operations/republish')
export class RepublishController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  @Post()
  @HttpCode(202)
  @RequirePermission('operations.write')
  @ApiResponse({ status: 202, standardSchema: RepublishStarted, description: 'divisions and households are being published again' })
  start(@Caller() principal: Principal, @Body({ schema: RepublishRequest }) { reason }: RepublishRequest): Promise<RepublishStarted> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const jobId = await this.jobs.enqueue(client, Republish, {}, principal.accountId);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'register.republish',
        objectType: 'job',
        objectId: jobId,
        purpose: reason,
        result: 'success',
      });
      return { jobId: jobId as Uuid };
    });
  }

  @Get(':id')
  @RequirePermission('operations.read')
  @ApiResponse({ status: 200, standardSchema: JobView, description: 'how far it is' })
  read(@Param('id', { schema: Uuid }) id: Uuid): Promise<JobView> {
    return this.jobs.get(id);
  }
}
