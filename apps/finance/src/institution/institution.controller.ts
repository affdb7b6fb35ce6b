import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ConfirmInstitutionRequest, PayeeInstitutionList, ProposeInstitutionRequest, RefuseInstitutionRequest } from './institution.dto.js';
import { InstitutionQueries } from './institution.queries.js';
import { Institutions } from './institutions.js';

@ApiTags('institutions that are paid')
@Controller('payee-institutions')
export class InstitutionController {
  constructor(
    @Inject(Institutions) private readonly institutions: Institutions,
    @Inject(InstitutionQueries) private readonly queries: InstitutionQueries,
  ) {}

  @Get()
  @RequirePermission('payment.read')
  @ApiResponse({
    status: 200,
    standardSchema: PayeeInstitutionList,
    description: 'insurers and funds that are paid for households, what waits first',
  })
  list(@Caller() principal: Principal): Promise<PayeeInstitutionList> {
    return this.queries.list(principal);
  }

  @Post()
  @RequirePermission('payment-account.write')
  @ApiResponse({ status: 201, standardSchema: PayeeInstitutionList, description: 'proposed; holds once another person has confirmed it' })
  async propose(
    @Caller() principal: Principal,
    @Body({ schema: ProposeInstitutionRequest }) request: ProposeInstitutionRequest,
  ): Promise<PayeeInstitutionList> {
    await this.institutions.propose(principal, request);
    return this.queries.list(principal);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: PayeeInstitutionList, description: 'holds from now on; the version before is replaced' })
  async confirm(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ConfirmInstitutionRequest.optional() }) request?: ConfirmInstitutionRequest,
  ): Promise<PayeeInstitutionList> {
    await this.institutions.confirm(principal, id, request?.endsEarlierDays ?? false);
    return this.queries.list(principal);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: PayeeInstitutionList, description: 'refused with a reason; what held before holds' })
  async refuse(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RefuseInstitutionRequest }) { reason }: RefuseInstitutionRequest,
  ): Promise<PayeeInstitutionList> {
    await this.institutions.refuse(principal, id, reason);
    return this.queries.list(principal);
  }
}
