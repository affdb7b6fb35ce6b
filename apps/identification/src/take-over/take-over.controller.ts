import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { DecideTakeOverRequest, ProposeTakeOverRequest, TakeOverResponse } from './take-over.dto.js';
import { TakeOverService } from './take-over.service.js';

@ApiTags('take-over')
@Controller('take-over')
export class TakeOverController {
  constructor(@Inject(TakeOverService) private readonly service: TakeOverService) {}

  @Get()
  @RequirePermission('household.read')
  @ApiResponse({
    status: 200,
    standardSchema: TakeOverResponse,
    description: 'whether the county was taken over, and the decisions about it',
  })
  read(@Caller() principal: Principal): Promise<TakeOverResponse> {
    return this.service.get(principal);
  }

  @Post()
  @RequirePermission('import.release')
  @ApiResponse({ status: 201, standardSchema: TakeOverResponse, description: 'the proposal, waiting for another county officer' })
  async propose(
    @Caller() principal: Principal,
    @Body({ schema: ProposeTakeOverRequest }) request: ProposeTakeOverRequest,
  ): Promise<TakeOverResponse> {
    await this.service.propose(principal, request);
    return this.service.get(principal);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @RequirePermission('import.release')
  @ApiResponse({ status: 200, standardSchema: TakeOverResponse, description: 'confirmed by a second person' })
  async confirm(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideTakeOverRequest }) { reason }: DecideTakeOverRequest,
  ): Promise<TakeOverResponse> {
    await this.service.confirm(principal, id, reason);
    return this.service.get(principal);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @RequirePermission('import.release')
  @ApiResponse({ status: 200, standardSchema: TakeOverResponse, description: 'the proposal is withdrawn' })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideTakeOverRequest }) { reason }: DecideTakeOverRequest,
  ): Promise<TakeOverResponse> {
    await this.service.withdraw(principal, id, reason);
    return this.service.get(principal);
  }
}
