import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import { PaymentBatch, ReasonRequest } from './payment.dto.js';
import { PaymentQueries } from './payment.queries.js';
import { PaymentsTakenOut } from './payments-taken-out.js';

@ApiTags('payments')
@Controller('payment-batches/:id/payments/:paymentId')
export class TakenOutController {
  constructor(
    @Inject(PaymentsTakenOut) private readonly takenOut: PaymentsTakenOut,
    @Inject(PaymentQueries) private readonly payments: PaymentQueries,
  ) {}

  @Post('take-out')
  @HttpCode(200)
  @RequirePermission('payment.prepare')
  @ApiResponse({
    status: 200,
    standardSchema: PaymentBatch,
    description: 'the draft without it: what it pays waits for another batch, the totals are counted and declared without it',
  })
  async takeOut(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('paymentId', { schema: Uuid }) paymentId: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<PaymentBatch> {
    await this.takenOut.byHand(principal, id, version, paymentId, reason);
    return this.payments.batch(principal, id);
  }
}
