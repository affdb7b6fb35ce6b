import { Controller, Get, Header, HttpCode, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { fileBody, LIST_TYPES, NotACommand } from '@jingzhun/service-shell';
import { TABLE_LIMITS } from '@jingzhun/workbooks';
import { StatementComparison, StatementQuery } from './bank-statement.dto.js';
import { BankStatements } from './bank-statements.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('ledger')
@Controller('bank-statements')
export class BankStatementController {
  constructor(@Inject(BankStatements) private readonly statements: BankStatements) {}

  @Get('template.xlsx')
  @RequirePermission('ledger.read')
  @Header('content-disposition', 'attachment; filename="statement.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the empty statement', content: { [XLSX]: {} } })
  async template(): Promise<StreamableFile> {
    return new StreamableFile(await this.statements.template(), { type: XLSX });
  }

  @Post('compare')
  @NotACommand()
  @HttpCode(200)
  @RequirePermission('ledger.read')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({
    description: "the bank's statement of the treasury account, a workbook or CSV with a last row 合计",
    schema: { type: 'string', format: 'binary' },
  })
  @ApiResponse({
    status: 200,
    standardSchema: StatementComparison,
    description: 'the statement beside the ledger; nothing is posted, nothing of it is kept. Or refused whole with every wrong row',
  })
  async compare(
    @Caller() principal: Principal,
    @Query({ schema: StatementQuery }) query: StatementQuery,
    @Req() request: Request,
  ): Promise<StatementComparison> {
    return this.statements.compare(principal, query, await fileBody(request, TABLE_LIMITS.fileBytes));
  }
}
