import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { NotACommand } from '@jingzhun/service-shell';
import { PossibleDuplicatesFound, FindPossibleDuplicatesRequest } from './possible-duplicates.dto.js';
import { PossibleDuplicateAnswers } from './possible-duplicate-answers.js';

@ApiTags('reward subsidies')
@Controller('subsidy-applications')
export class PossibleDuplicatesController {
  constructor(@Inject(PossibleDuplicateAnswers) private readonly answers: PossibleDuplicateAnswers) {}

  @Post('possible-duplicates')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('subsidy.write')
  @ApiResponse({
    status: 200,
    standardSchema: PossibleDuplicatesFound,
    description: 'what may be the same as what is about to be applied for, and is answered with it; nothing is written',
  })
  find(
    @Caller() principal: Principal,
    @Body({ schema: FindPossibleDuplicatesRequest }) request: FindPossibleDuplicatesRequest,
  ): Promise<PossibleDuplicatesFound> {
    return this.answers.preview(principal, request);
  }
}
