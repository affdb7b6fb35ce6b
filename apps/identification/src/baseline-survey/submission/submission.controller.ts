import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { languageOf } from '@jingzhun/service-shell';
import { SubmitAnswer, SubmitRequest } from './submission.dto.js';
import { SubmissionService } from './submission.service.js';

@ApiTags('survey-rounds')
@Controller('survey-rounds')
export class SubmissionController {
  constructor(@Inject(SubmissionService) private readonly service: SubmissionService) {}

  @Post(':id/submissions')
  @HttpCode(200)
  @RequirePermission('survey.write')
  @ApiResponse({
    status: 200,
    standardSchema: SubmitAnswer,
    description: 'an answer for each report; sending the same report again changes nothing',
  })
  async submit(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: SubmitRequest }) batch: SubmitRequest,
    @Req() request: Request,
  ): Promise<SubmitAnswer> {
    return { items: await this.service.take(principal, id, batch, languageOf(request.header('accept-language'))) };
  }
}
