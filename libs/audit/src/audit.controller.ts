import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { RequirePermission } from '@jingzhun/auth';
import { AuditPage, AuditQuery, VerificationResponse } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';

@Controller('audit')
export class AuditController {
  constructor(@Inject(AuditQueries) private readonly queries: AuditQueries) {}

  @Get()
  @RequirePermission('audit.read')
  @ApiResponse({ status: 200, standardSchema: AuditPage })
  find(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditPage> {
    return this.queries.find(query);
  }

  @Get('verification')
  @RequirePermission('audit.read')
  @ApiResponse({ status: 200, standardSchema: VerificationResponse })
  verify(): Promise<VerificationResponse> {
    return this.queries.verify();
  }
}
