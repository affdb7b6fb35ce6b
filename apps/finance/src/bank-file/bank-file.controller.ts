import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion, fileBody, LIST_TYPES, NotACommand } from '@jingzhun/service-shell';
import { TABLE_LIMITS } from '@jingzhun/workbooks';
import { markedBankFile } from './bank-file-marked.js';
import { bankFileTemplate } from './bank-file-table.js';
import { BankFileSteps } from './bank-file-steps.js';
import { BankFile, BankFileLines, BankFileRowsQuery, BankFiles, BankFileUpload, WithdrawBankFileRequest } from './bank-file.dto.js';
import { BankFileQueries } from './bank-file.queries.js';
import { BankFiles as Files } from './bank-files.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags("a bank's drawings and repayments")
@Controller('bank-files')
export class BankFileController {
  constructor(
    @Inject(Files) private readonly files: Files,
    @Inject(BankFileSteps) private readonly steps: BankFileSteps,
    @Inject(BankFileQueries) private readonly queries: BankFileQueries,
  ) {}

  @Get()
  @RequirePermission('bank.operate', 'loan.confirm')
  @ApiResponse({ status: 200, standardSchema: BankFiles, description: 'files, newest first; of a bank clerk, of the own bank' })
  list(@Caller() principal: Principal): Promise<BankFiles> {
    return this.queries.list(principal);
  }

  @Get('template.xlsx')
  @RequirePermission('bank.operate', 'loan.confirm')
  @Header('content-disposition', 'attachment; filename="bank-file.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the titles, with the kinds to choose from', content: { [XLSX]: {} } })
  async template(): Promise<StreamableFile> {
    return new StreamableFile(await bankFileTemplate(), { type: XLSX });
  }

  @Post()
  @RequirePermission('bank.operate')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: "the bank's own file, a workbook or CSV with a last row 合计", schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, standardSchema: BankFile, description: 'taken whole, being checked; the same file again is the one it was' })
  async take(
    @Caller() principal: Principal,
    @Query({ schema: BankFileUpload }) declared: BankFileUpload,
    @Req() request: Request,
  ): Promise<BankFile> {
    const content = await fileBody(request, TABLE_LIMITS.fileBytes);
    return this.queries.get(principal, await this.files.take(principal, declared, content));
  }

  @Post('marked.xlsx')
  @NotACommand()
  @HttpCode(200)
  @RequirePermission('bank.operate')
  @Header('content-disposition', 'attachment; filename="bank-file-marked.xlsx"')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: 'the file that was refused, once more', schema: { type: 'string', format: 'binary' } })
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the same rows, each with what is wrong; nothing is kept', content: { [XLSX]: {} } })
  async refused(
    @Caller() principal: Principal,
    @Query({ schema: BankFileUpload }) declared: BankFileUpload,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const content = await fileBody(request, TABLE_LIMITS.fileBytes);
    return new StreamableFile(await this.files.marked(principal, declared, content), { type: XLSX });
  }

  @Get(':id')
  @RequirePermission('bank.operate', 'loan.confirm')
  @ApiResponse({ status: 200, standardSchema: BankFile, description: 'one file, what was found, and what the reader can do with it' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<BankFile> {
    return this.queries.get(principal, id);
  }

  @Get(':id/rows')
  @RequirePermission('bank.operate', 'loan.confirm')
  @ApiResponse({
    status: 200,
    standardSchema: BankFileLines,
    description: 'row by row: what is booked, what differs and why, what cannot be',
  })
  rows(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: BankFileRowsQuery }) query: BankFileRowsQuery,
  ): Promise<BankFileLines> {
    return this.queries.lines(principal, id, query);
  }

  @Get(':id/marked.xlsx')
  @RequirePermission('bank.operate', 'loan.confirm')
  @Header('content-disposition', 'attachment; filename="bank-file-marked.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the rows again, each with what was found', content: { [XLSX]: {} } })
  async marked(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<StreamableFile> {
    const file = await this.queries.get(principal, id);
    return new StreamableFile(await markedBankFile(file, await this.queries.all(principal, id)), { type: XLSX });
  }

  @Post(':id/release')
  @HttpCode(200)
  @RequirePermission('bank.operate')
  @ApiResponse({ status: 200, standardSchema: BankFile, description: 'being booked, by another clerk than who uploaded it' })
  async release(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
  ): Promise<BankFile> {
    await this.steps.release(principal, id, version);
    return this.queries.get(principal, id);
  }

  @Post(':id/recheck')
  @HttpCode(200)
  @RequirePermission('bank.operate')
  @ApiResponse({ status: 200, standardSchema: BankFile, description: 'checked again against the books as they are now' })
  async recheck(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
  ): Promise<BankFile> {
    await this.steps.recheck(principal, id, version);
    return this.queries.get(principal, id);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @RequirePermission('bank.operate')
  @ApiResponse({
    status: 200,
    standardSchema: BankFile,
    description: 'nothing more of it is booked; it can be corrected and uploaded again',
  })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: WithdrawBankFileRequest }) { reason }: WithdrawBankFileRequest,
  ): Promise<BankFile> {
    await this.steps.withdraw(principal, id, version, reason);
    return this.queries.get(principal, id);
  }
}
