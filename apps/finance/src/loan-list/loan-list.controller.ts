import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import { loanListFile } from './loan-list-file.js';
import {
  CandidatesQuery,
  DecideLoanListRequest,
  JointLoanList,
  JointLoanLists,
  LoanCandidates,
  ProposeLoanListRequest,
  WithdrawLineRequest,
} from './loan-list.dto.js';
import { LoanListQueries } from './loan-list.queries.js';
import { LoanLists } from './loan-lists.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('joint lists for loans')
@Controller('loan-lists')
export class LoanListController {
  constructor(
    @Inject(LoanLists) private readonly lists: LoanLists,
    @Inject(LoanListQueries) private readonly queries: LoanListQueries,
  ) {}

  @Get()
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: JointLoanLists, description: 'joint lists; of a bank clerk, confirmed ones of the own bank' })
  list(@Caller() principal: Principal): Promise<JointLoanLists> {
    return this.queries.list(principal);
  }

  @Get('candidates')
  @RequirePermission('loan.review', 'loan.confirm')
  @ApiResponse({ status: 200, standardSchema: LoanCandidates, description: 'accepted projects of an area, as they stand for a bank today' })
  candidates(@Caller() principal: Principal, @Query({ schema: CandidatesQuery }) query: CandidatesQuery): Promise<LoanCandidates> {
    return this.queries.candidates(principal, query);
  }

  @Post()
  @RequirePermission('loan.review', 'loan.confirm')
  @ApiResponse({ status: 201, standardSchema: JointLoanList, description: 'proposed; another person confirms it' })
  async propose(
    @Caller() principal: Principal,
    @Body({ schema: ProposeLoanListRequest }) request: ProposeLoanListRequest,
  ): Promise<JointLoanList> {
    return this.queries.get(principal, await this.lists.propose(principal, request));
  }

  @Get(':id')
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: JointLoanList, description: 'one list with its lines of the own area' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<JointLoanList> {
    return this.queries.get(principal, id);
  }

  @Get(':id/list.xlsx')
  @RequirePermission('loan.read')
  @Header('content-disposition', 'attachment; filename="loan-list.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the lines of the own area as a workbook', content: { [XLSX]: {} } })
  async file(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<StreamableFile> {
    return new StreamableFile(await loanListFile(await this.queries.get(principal, id, 'export')), { type: XLSX });
  }

  @Post(':id/decision')
  @HttpCode(200)
  @RequirePermission('loan.review', 'loan.confirm')
  @ApiResponse({
    status: 200,
    standardSchema: JointLoanList,
    description: 'confirmed: the bank sees it and industry hears of it; or rejected',
  })
  async decide(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: DecideLoanListRequest }) request: DecideLoanListRequest,
  ): Promise<JointLoanList> {
    await this.lists.decide(principal, id, version, request);
    return this.queries.get(principal, id);
  }

  @Post(':id/lines/:lineId/withdrawal')
  @HttpCode(200)
  @RequirePermission('loan.review', 'loan.confirm')
  @ApiResponse({
    status: 200,
    standardSchema: JointLoanList,
    description: 'the line no longer stands; everybody who has the list hears it',
  })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('lineId', { schema: Uuid }) lineId: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: WithdrawLineRequest }) { reason }: WithdrawLineRequest,
  ): Promise<JointLoanList> {
    await this.lists.withdraw(principal, id, lineId, version, reason);
    return this.queries.get(principal, id);
  }
}
