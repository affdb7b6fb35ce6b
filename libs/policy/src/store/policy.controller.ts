import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Clock } from '@jingzhun/persistence';
import type { PolicyPack } from '../pack/policy-pack.js';
import { PolicyKey } from '../parameters/policy-keys.js';
import {
  PolicyList,
  PolicyParameterResponse,
  PolicyQuery,
  RecordPolicyRequest,
  RejectPolicyRequest,
  toPolicyParameter,
  toPolicyParameterResponse,
} from './policy.dto.js';
import type { StoredParameter } from './parameter-rows.js';
import { PolicyQueries } from './policy.queries.js';
import { PolicyService } from './policy.service.js';

/** What the county brings along; its words for the sources it names. */
export const POLICY_PACK = Symbol('POLICY_PACK');

@Controller('policies')
export class PolicyController {
  constructor(
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(PolicyQueries) private readonly queries: PolicyQueries,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(POLICY_PACK) private readonly pack: PolicyPack,
  ) {}

  @Get()
  @RequirePermission('policy.read')
  @ApiResponse({ status: 200, standardSchema: PolicyList })
  async find(@Query({ schema: PolicyQuery }) query: PolicyQuery, @Caller() principal: Principal): Promise<PolicyList> {
    const inForce = await this.queries.inForce(query.on ?? this.clock.today(), query.region ?? principal.area);
    return { items: inForce.map((stored) => this.answer(stored, principal)), nextCursor: null };
  }

  @Get('waiting')
  @RequirePermission('policy.read')
  @ApiResponse({ status: 200, standardSchema: PolicyList, description: 'values that count once another person confirms them' })
  async waiting(@Caller() principal: Principal): Promise<PolicyList> {
    return { items: (await this.queries.waiting()).map((stored) => this.answer(stored, principal)), nextCursor: null };
  }

  @Get(':code/history')
  @RequirePermission('policy.read')
  @ApiResponse({ status: 200, standardSchema: PolicyList })
  async history(@Param('code', { schema: PolicyKey }) code: PolicyKey, @Caller() principal: Principal): Promise<PolicyList> {
    return { items: (await this.queries.history(code)).map((stored) => this.answer(stored, principal)), nextCursor: null };
  }

  @Post()
  @RequirePermission('policy.write')
  @ApiResponse({
    status: 201,
    standardSchema: PolicyParameterResponse,
    description: 'recorded; counts when another person has confirmed it',
  })
  async record(
    @Body({ schema: RecordPolicyRequest }) request: RecordPolicyRequest,
    @Caller() principal: Principal,
  ): Promise<PolicyParameterResponse> {
    return this.answer(await this.policies.record(toPolicyParameter(request), request.reason, principal), principal);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @RequirePermission('policy.confirm')
  @ApiResponse({ status: 200, standardSchema: PolicyParameterResponse, description: 'counts from its first day on' })
  async confirm(@Param('id', { schema: Uuid }) id: Uuid, @Caller() principal: Principal): Promise<PolicyParameterResponse> {
    return this.answer(await this.policies.decide(id, 'confirmed', null, principal), principal);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @RequirePermission('policy.confirm')
  @ApiResponse({ status: 200, standardSchema: PolicyParameterResponse, description: 'does not count' })
  async reject(
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RejectPolicyRequest }) { reason }: RejectPolicyRequest,
    @Caller() principal: Principal,
  ): Promise<PolicyParameterResponse> {
    return this.answer(await this.policies.decide(id, 'rejected', reason, principal), principal);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @RequirePermission('policy.write')
  @ApiResponse({ status: 200, standardSchema: PolicyParameterResponse, description: 'taken back by who recorded it' })
  async withdraw(@Param('id', { schema: Uuid }) id: Uuid, @Caller() principal: Principal): Promise<PolicyParameterResponse> {
    return this.answer(await this.policies.decide(id, 'withdrawn', null, principal), principal);
  }

  private answer(stored: StoredParameter, { accountId }: Principal): PolicyParameterResponse {
    return toPolicyParameterResponse(stored, this.pack.sourcesZh, accountId);
  }
}
