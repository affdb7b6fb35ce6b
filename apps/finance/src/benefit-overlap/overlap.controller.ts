import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { OverlapPreview, PreviewOverlapsRequest } from './overlap.dto.js';
import { OverlapQueries } from './overlap.queries.js';

@ApiTags('overlapping benefits')
@Controller('benefit-overlaps')
export class OverlapController {
  constructor(@Inject(OverlapQueries) private readonly overlaps: OverlapQueries) {}

  @Post('preview')
  @HttpCode(200)
  @RequirePermission('subsidy.approve', 'payment.approve', 'loan.confirm', 'claim.write')
  @ApiResponse({
    status: 200,
    standardSchema: OverlapPreview,
    description: 'what an approval would meet: overlapping benefits of the households, and departments never heard; nothing is written',
  })
  preview(
    @Caller() principal: Principal,
    @Body({ schema: PreviewOverlapsRequest }) request: PreviewOverlapsRequest,
  ): Promise<OverlapPreview> {
    return this.overlaps.preview(principal, request);
  }
}
