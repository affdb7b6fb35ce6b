import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Jobs, JobView } from '@jingzhun/jobs';
import { Database, sessionOf } from '@jingzhun/persistence';
import { RotateKeys } from './rotate-keys.job.js';

const StartRotationRequest = z.strictObject({}).meta({ id: 'StartRotationRequest' });
type StartRotationRequest = z.infer<typeof StartRotationRequest>;

const StartedJob = z.object({ jobId: Uuid.describe('job to look at') }).meta({ id: 'StartedJob' });
type StartedJob = z.infer<typeof StartedJob>;

@ApiTags('operations')
@Controller('operations/key-rotation')
export class KeyRotationController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  @Post()
  @HttpCode(202)
  @RequirePermission('operations.write')
  @ApiResponse({ status: 202, standardSchema: StartedJob, description: 'the rotation runs; a new key was added to the key file before' })
  start(@Caller() principal: Principal, @Body({ schema: StartRotationRequest }) _request: StartRotationRequest): Promise<StartedJob> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const jobId = await this.jobs.enqueue(client, RotateKeys, {}, principal.accountId);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'keys.rotate',
        objectType: 'job',
        objectId: jobId,
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
