import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { LoanStatementQuery, LoanStatements as Printed } from './loan-statement.dto.js';
import { LoanStatements } from './loan-statements.js';

@ApiTags('loans')
@Controller('loans/:id')
export class LoanStatementController {
  constructor(@Inject(LoanStatements) private readonly statements: LoanStatements) {}

  @Get('statement')
  @RequirePermission('loan.read')
  @ApiProduces('application/pdf')
  @ApiResponse({
    status: 200,
    description: 'the loan on a day: contract, schedule, every movement, balance, lateness, interest subsidy',
    content: { 'application/pdf': {} },
  })
  async print(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: LoanStatementQuery }) query: LoanStatementQuery,
  ): Promise<StreamableFile> {
    const pdf = await this.statements.print(principal, id, query);
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: 'inline; filename="loan-statement.pdf"' });
  }

  @Get('statements')
  @RequirePermission('loan.read')
  @ApiResponse({
    status: 200,
    standardSchema: Printed,
    description: 'statements printed of it, and whether each still says what the record says',
  })
  printed(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<Printed> {
    return this.statements.printed(principal, id);
  }
}
