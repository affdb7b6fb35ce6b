import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { fileBody, LIST_TYPES } from '@jingzhun/service-shell';
import { TABLE_LIMITS, tableTemplate } from '@jingzhun/workbooks';
import { ACCOUNT_LIST, AccountLists } from './account-lists.js';
import { PaymentAccountList, PaymentAccountsQuery, SetPaymentAccountRequest, TakenAccounts } from './payment.dto.js';
import { PaymentAccounts } from './payment-accounts.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('payment accounts')
@Controller('payment-accounts')
export class PaymentAccountController {
  constructor(
    @Inject(PaymentAccounts) private readonly accounts: PaymentAccounts,
    @Inject(AccountLists) private readonly lists: AccountLists,
  ) {}

  @Get()
  @RequirePermission('payment.read')
  @ApiResponse({ status: 200, standardSchema: PaymentAccountList, description: 'accounts of a household, the open one first, masked' })
  list(
    @Caller() principal: Principal,
    @Query({ schema: PaymentAccountsQuery }) { householdId }: PaymentAccountsQuery,
  ): Promise<PaymentAccountList> {
    return this.accounts.list(principal, householdId);
  }

  @Post()
  @HttpCode(200)
  @RequirePermission('payment-account.write')
  @ApiResponse({ status: 200, standardSchema: PaymentAccountList, description: 'recorded; the earlier one is closed and kept' })
  async set(
    @Caller() principal: Principal,
    @Body({ schema: SetPaymentAccountRequest }) request: SetPaymentAccountRequest,
  ): Promise<PaymentAccountList> {
    await this.accounts.set(principal, request);
    return this.accounts.list(principal, request.householdId);
  }

  @Get('lists/template.xlsx')
  @RequirePermission('payment-account.write')
  @Header('content-disposition', 'attachment; filename="accounts.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the empty list of accounts', content: { [XLSX]: {} } })
  async template(): Promise<StreamableFile> {
    return new StreamableFile(await tableTemplate(ACCOUNT_LIST), { type: XLSX });
  }

  @Post('lists')
  @HttpCode(200)
  @RequirePermission('payment-account.write')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: "the bank's list of accounts, a workbook or CSV", schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 200, standardSchema: TakenAccounts, description: 'taken whole; or refused whole with every wrong row' })
  async takeList(@Caller() principal: Principal, @Req() request: Request): Promise<TakenAccounts> {
    return this.lists.take(principal, await fileBody(request, TABLE_LIMITS.fileBytes));
  }
}
