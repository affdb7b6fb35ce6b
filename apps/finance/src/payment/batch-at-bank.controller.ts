import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion, fileBody } from '@jingzhun/service-shell';
import { BankReturns } from './bank-returns.js';
import { BankSending } from './bank-sending.js';
import { BankFileQuery, PaymentBatch, TakenReturn } from './payment.dto.js';
import { PaymentQueries } from './payment.queries.js';

/** A return file of 50,000 lines is below 4 MB. */
const MAX_RETURN_BYTES = 8 * 1024 * 1024;
const FileNumber = z.coerce.number().int().min(1).max(99);

/** What the cashier does with an approved batch: files out, answers in. */
@ApiTags('payments')
@Controller('payment-batches')
export class BatchAtBankController {
  constructor(
    @Inject(BankSending) private readonly sending: BankSending,
    @Inject(BankReturns) private readonly returns: BankReturns,
    @Inject(PaymentQueries) private readonly payments: PaymentQueries,
  ) {}

  @Post(':id/send')
  @HttpCode(200)
  @RequirePermission('payment.send')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'the file for the bank is made' })
  async send(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
  ): Promise<PaymentBatch> {
    await this.sending.send(principal, id, version);
    return this.payments.batch(principal, id);
  }

  @Post(':id/resend')
  @HttpCode(200)
  @RequirePermission('payment.send')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'a further file with what came back' })
  async resend(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
  ): Promise<PaymentBatch> {
    await this.sending.resend(principal, id, version);
    return this.payments.batch(principal, id);
  }

  @Get(':id/files/:number')
  @RequirePermission('payment.send')
  @ApiResponse({ status: 200, description: 'the bank file; its layouts: docs/integrate/bank-files.md' })
  async file(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('number', { schema: FileNumber }) number: number,
    @Query({ schema: BankFileQuery }) { format }: BankFileQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.sending.file(principal, id, number, format);
    response.set({
      'Content-Type': format === 'fixed' ? 'text/plain; charset=gb18030' : 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    });
    return new StreamableFile(bytes);
  }

  @Post(':id/returns')
  @HttpCode(200)
  @RequirePermission('payment.send')
  @ApiConsumes('text/csv', 'application/octet-stream')
  @ApiBody({ description: "the bank's return file", schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 200, standardSchema: TakenReturn, description: 'taken whole; or refused whole with every wrong line' })
  async takeReturn(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid, @Req() request: Request): Promise<TakenReturn> {
    const taken = await this.returns.take(principal, id, await fileBody(request, MAX_RETURN_BYTES));
    return { ...taken, batch: await this.payments.batch(principal, id) };
  }
}
