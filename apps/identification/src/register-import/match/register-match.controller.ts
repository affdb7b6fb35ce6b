import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import {
  DecideMatchRequest,
  ListRegisterMatchesQuery,
  RegisterMatchList,
  RegisterMatchResponse,
  WithdrawMatchRequest,
} from '../register-import.dto.js';
import { RegisterMatchQueries } from './register-match.queries.js';
import { RegisterMatchService } from './register-match.service.js';

@ApiTags('register-matches')
@Controller('register-matches')
export class RegisterMatchController {
  constructor(
    @Inject(RegisterMatchService) private readonly service: RegisterMatchService,
    @Inject(RegisterMatchQueries) private readonly matches: RegisterMatchQueries,
  ) {}

  @Get()
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 200, standardSchema: RegisterMatchList, description: 'who in an extract may be somebody of the own area' })
  list(
    @Caller() principal: Principal,
    @Query({ schema: ListRegisterMatchesQuery }) query: ListRegisterMatchesQuery,
  ): Promise<RegisterMatchList> {
    return this.matches.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 200, standardSchema: RegisterMatchResponse, description: 'one match' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<RegisterMatchResponse> {
    return this.matches.get(principal, id);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 200, standardSchema: RegisterMatchResponse, description: 'decided; the household is judged anew' })
  async decide(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideMatchRequest }) request: DecideMatchRequest,
  ): Promise<RegisterMatchResponse> {
    await this.service.decide(principal, id, request);
    return this.matches.get(principal, id);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @RequirePermission('screening.confirm')
  @ApiResponse({ status: 200, standardSchema: RegisterMatchResponse, description: 'open again; the household is judged anew' })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: WithdrawMatchRequest }) { reason }: WithdrawMatchRequest,
  ): Promise<RegisterMatchResponse> {
    await this.service.withdraw(principal, id, reason);
    return this.matches.get(principal, id);
  }
}
