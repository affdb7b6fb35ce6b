import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { SurveyDeciders, SurveyDecidersQuery } from './account.dto.js';
import { AccountsQueries } from './accounts.queries.js';

/** Names of the office, for choosing one: events and the other services know accounts without names. */
@ApiTags('accounts')
@Controller('survey-deciders')
export class ColleaguesController {
  constructor(@Inject(AccountsQueries) private readonly accounts: AccountsQueries) {}

  @Get()
  @RequirePermission('survey.manage')
  @ApiResponse({
    status: 200,
    standardSchema: SurveyDeciders,
    description: 'accounts of the own department that may decide conflicts and are responsible for the whole area',
  })
  list(@Caller() caller: Principal, @Query({ schema: SurveyDecidersQuery }) { area }: SurveyDecidersQuery): Promise<SurveyDeciders> {
    return this.accounts.decidersFor(caller, area);
  }
}
