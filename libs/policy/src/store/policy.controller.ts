import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Clock } from '@jingzhun/persistence';
import type { PolicyPack } from '../pack/policy-pack.js';
import { PolicyKey } from '../parameters/policy-keys.js';
import {
  PolicyList,
  PolicyParameterResponse,
  PolicyQuery,
  RecordPolicyRequest,
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
    return { items: inForce.map((stored) => this.answer(stored)), nextCursor: null };
  }

  @Get(':code/history')
  @RequirePermission('policy.read')
  @ApiResponse({ status: 200, standardSchema: PolicyList })
  async history(@Param('code', { schema: PolicyKey }) code: PolicyKey): Promise<PolicyList> {
    return { items: (await this.queries.history(code)).map((stored) => this.answer(stored)), nextCursor: null };
  }

  @Post()
  @RequirePermission('policy.write')
  @ApiResponse({ status: 201, standardSchema: PolicyParameterResponse })
  async record(
    @Body({ schema: RecordPolicyRequest }) request: RecordPolicyRequest,
    @Caller() principal: Principal,
  ): Promise<PolicyParameterResponse> {
    return this.answer(await this.policies.record(toPolicyParameter(request), request.reason, principal));
  }

  private answer(stored: StoredParameter): PolicyParameterResponse {
    return toPolicyParameterResponse(stored, this.pack.sourcesZh);
  }
}
