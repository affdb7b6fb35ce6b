import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { PaymentAccountList, PaymentAccountsQuery, SetPaymentAccountRequest } from './payment.dto.js';
import { PaymentAccounts } from './payment-accounts.js';

@ApiTags('payment accounts')
@Controller('payment-accounts')
export class PaymentAccountController {
  constructor(@Inject(PaymentAccounts) private readonly accounts: PaymentAccounts) {}

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
}
