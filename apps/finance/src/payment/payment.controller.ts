import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import { GivenUpPayments } from './given-up-payments.js';
import { PartRecoveries } from './part-recoveries.js';
import { PayeeAnswers } from './payee-answers.js';
import { PayeeChanges } from './payee-changes.js';
import {
  AddPaymentsRequest,
  AnswerPayeesRequest,
  BatchPlaces,
  ForTheNextBatch,
  ConfirmPayeesRequest,
  CreateBatchRequest,
  DeclareBatchRequest,
  PaymentBatch,
  PaymentBatchList,
  PaymentList,
  PaymentsQuery,
  ReasonRequest,
  TakePartBackRequest,
} from './payment.dto.js';
import { PaymentBatches } from './payment-batches.js';
import { PaymentQueries } from './payment.queries.js';

@ApiTags('payments')
@Controller('payment-batches')
export class PaymentController {
  constructor(
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
    @Inject(GivenUpPayments) private readonly givenUp: GivenUpPayments,
    @Inject(PayeeChanges) private readonly payees: PayeeChanges,
    @Inject(PayeeAnswers) private readonly answers: PayeeAnswers,
    @Inject(PartRecoveries) private readonly parts: PartRecoveries,
    @Inject(PaymentQueries) private readonly payments: PaymentQueries,
  ) {}

  @Get()
  @RequirePermission('payment.read')
  @ApiResponse({ status: 200, standardSchema: PaymentBatchList, description: 'batches, newest first' })
  list(@Caller() principal: Principal): Promise<PaymentBatchList> {
    return this.payments.batches(principal);
  }

  @Post()
  @RequirePermission('payment.prepare')
  @ApiResponse({ status: 201, standardSchema: PaymentBatch, description: 'an empty draft' })
  async create(@Caller() principal: Principal, @Body({ schema: CreateBatchRequest }) request: CreateBatchRequest): Promise<PaymentBatch> {
    return this.payments.batch(principal, await this.batches.create(principal, request));
  }

  @Get(':id')
  @RequirePermission('payment.read')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'one batch with declared and counted totals' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<PaymentBatch> {
    return this.payments.batch(principal, id);
  }

  @Get(':id/places')
  @RequirePermission('payment.read')
  @ApiResponse({ status: 200, standardSchema: BatchPlaces, description: 'which village gets how much, for how many households' })
  places(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<BatchPlaces> {
    return this.payments.places(principal, id);
  }

  @Get(':id/for-the-next')
  @RequirePermission('payment.read')
  @ApiResponse({
    status: 200,
    standardSchema: ForTheNextBatch,
    description: 'approved and not in this batch, because it would pass the cap of a household in one batch (ADR 0183)',
  })
  forTheNext(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<ForTheNextBatch> {
    return this.payments.forTheNext(principal, id);
  }

  @Get(':id/payments')
  @RequirePermission('payment.read')
  @ApiResponse({ status: 200, standardSchema: PaymentList, description: 'payments of the own area by household number' })
  rows(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: PaymentsQuery }) query: PaymentsQuery,
  ): Promise<PaymentList> {
    return this.payments.payments(principal, id, query);
  }

  @Post(':id/payments')
  @HttpCode(200)
  @RequirePermission('payment.prepare')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'what was decided and waits, in the batch now' })
  async add(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: AddPaymentsRequest }) request: AddPaymentsRequest,
  ): Promise<PaymentBatch> {
    await this.batches.add(principal, id, version, request);
    return this.payments.batch(principal, id);
  }

  @Post(':id/declare')
  @HttpCode(200)
  @RequirePermission('payment.prepare')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'count, sum and digest match: waits for approval' })
  async declare(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: DeclareBatchRequest }) totals: DeclareBatchRequest,
  ): Promise<PaymentBatch> {
    await this.batches.declare(principal, id, version, totals);
    return this.payments.batch(principal, id);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @RequirePermission('payment.prepare')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'a draft again' })
  async reopen(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<PaymentBatch> {
    await this.batches.reopen(principal, id, version, reason);
    return this.payments.batch(principal, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('payment.prepare')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'cancelled; its payments wait for another batch' })
  async cancel(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<PaymentBatch> {
    await this.batches.cancel(principal, id, version, reason);
    return this.payments.batch(principal, id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'approved and booked as owed' })
  async approve(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
  ): Promise<PaymentBatch> {
    await this.batches.approve(principal, id, version);
    return this.payments.batch(principal, id);
  }

  @Post(':id/payees')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'the new accounts are approved, those that were seen' })
  async confirmPayees(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: ConfirmPayeesRequest }) seen: ConfirmPayeesRequest,
  ): Promise<PaymentBatch> {
    await this.payees.confirm(principal, id, version, seen);
    return this.payments.batch(principal, id);
  }

  @Post(':id/payee-answers')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'said why money goes to these accounts; kept with each' })
  async answerPayees(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: AnswerPayeesRequest }) request: AnswerPayeesRequest,
  ): Promise<PaymentBatch> {
    await this.answers.answer(principal, id, version, request);
    return this.payments.batch(principal, id);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: PaymentBatch, description: 'back to draft with a reason' })
  async refuse(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<PaymentBatch> {
    await this.batches.refuse(principal, id, version, reason);
    return this.payments.batch(principal, id);
  }

  @Post(':id/payments/:paymentId/parts')
  @HttpCode(200)
  @RequirePermission('budget.write')
  @ApiResponse({
    status: 200,
    standardSchema: PaymentBatch,
    description: 'proposed: a part that came back is booked when another approves the order',
  })
  async takePartBack(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('paymentId', { schema: Uuid }) paymentId: Uuid,
    @Body({ schema: TakePartBackRequest }) request: TakePartBackRequest,
  ): Promise<PaymentBatch> {
    await this.parts.propose(principal, id, paymentId, request);
    return this.payments.batch(principal, id);
  }

  @Post(':id/payments/:paymentId/give-up')
  @HttpCode(200)
  @RequirePermission('payment.approve', 'payment.prepare')
  @ApiResponse({
    status: 200,
    standardSchema: PaymentBatch,
    description: 'proposed: not paid any more, and the money free again, when another approves the order',
  })
  async giveUp(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('paymentId', { schema: Uuid }) paymentId: Uuid,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<PaymentBatch> {
    await this.givenUp.propose(principal, id, paymentId, reason);
    return this.payments.batch(principal, id);
  }
}
