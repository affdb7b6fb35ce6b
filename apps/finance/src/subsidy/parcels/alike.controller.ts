import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { NotACommand } from '@jingzhun/service-shell';
import { AlikeFound, FindAlikeRequest } from './alike.dto.js';
import { AlikeAnswers } from './alike-answers.js';

@ApiTags('reward subsidies')
@Controller('subsidy-applications')
export class AlikeController {
  constructor(@Inject(AlikeAnswers) private readonly answers: AlikeAnswers) {}

  @Post('alike')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('subsidy.write')
  @ApiResponse({
    status: 200,
    standardSchema: AlikeFound,
    description: 'what may be the same as what is about to be applied for, and is answered with it; nothing is written',
  })
  find(@Caller() principal: Principal, @Body({ schema: FindAlikeRequest }) request: FindAlikeRequest): Promise<AlikeFound> {
    return this.answers.preview(principal, request);
  }
}
