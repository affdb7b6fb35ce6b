import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Loan } from '../loan.dto.js';
import { LoanQueries } from '../loan.queries.js';
import { AddLoanDocumentsRequest, DecideMisuseRequest, RecordUseCheckRequest } from './loan-use.dto.js';
import { LoanUses } from './loan-uses.js';

@ApiTags('loans')
@Controller('loans/:id')
export class LoanUseController {
  constructor(
    @Inject(LoanUses) private readonly uses: LoanUses,
    @Inject(LoanQueries) private readonly loans: LoanQueries,
  ) {}

  @Post('documents')
  @RequirePermission('loan.write')
  @ApiResponse({ status: 201, standardSchema: Loan, description: 'papers added: the contract, receipts, photographs' })
  async add(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: AddLoanDocumentsRequest }) request: AddLoanDocumentsRequest,
  ): Promise<Loan> {
    await this.uses.addDocuments(principal, id, request);
    return this.loans.get(principal, id);
  }

  @Post('use-checks')
  @RequirePermission('loan.write')
  @ApiResponse({ status: 201, standardSchema: Loan, description: 'somebody looked at what the money was used for' })
  async check(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RecordUseCheckRequest }) request: RecordUseCheckRequest,
  ): Promise<Loan> {
    await this.uses.check(principal, id, request);
    return this.loans.get(principal, id);
  }

  @Post('misuse')
  @RequirePermission('loan.confirm')
  @ApiResponse({
    status: 201,
    standardSchema: Loan,
    description: 'decided by another person than who looked: used otherwise, or put right',
  })
  async decide(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideMisuseRequest }) request: DecideMisuseRequest,
  ): Promise<Loan> {
    await this.uses.decide(principal, id, request);
    return this.loans.get(principal, id);
  }
}
