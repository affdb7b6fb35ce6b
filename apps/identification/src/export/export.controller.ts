import { Body, Controller, HttpCode, Inject, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { NotACommand } from '@jingzhun/service-shell';
import { ExportRequest } from './export.dto.js';
import { ExportService } from './export.service.js';

const TYPES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' };

@ApiTags('exports')
@Controller('exports')
export class ExportController {
  constructor(@Inject(ExportService) private readonly service: ExportService) {}

  /** A file is not kept as the answer of a command: it would hold a copy of the register. */
  @Post()
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('household.export')
  @ApiResponse({ status: 200, description: 'the file' })
  async export(
    @Caller() principal: Principal,
    @Body({ schema: ExportRequest }) request: ExportRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const content = await this.service.open(principal, request);
    response.set({
      'Content-Type': TYPES[request.format],
      'Content-Disposition': `attachment; filename="${request.list}.${request.format}"`,
      'Cache-Control': 'no-store',
    });
    return new StreamableFile(content);
  }
}
