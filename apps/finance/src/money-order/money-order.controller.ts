import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { MoneyOrderList, MoneyOrderStepsRequest, MoneyOrderStepsTaken, RefuseOrderRequest, TakeBackRequest } from './money-order.dto.js';
import { MoneyOrders } from './money-orders.js';

@ApiTags('money orders')
@Controller('money-orders')
export class MoneyOrderController {
  constructor(@Inject(MoneyOrders) private readonly orders: MoneyOrders) {}

  @Get()
  @RequirePermission('budget.read')
  @ApiResponse({
    status: 200,
    standardSchema: MoneyOrderList,
    description: 'money that is to leave or has left the treasury, what waits first',
  })
  list(@Caller() principal: Principal): Promise<MoneyOrderList> {
    return this.orders.list(principal);
  }

  @Post('steps')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: MoneyOrderStepsTaken, description: 'all of them approved and booked, or none' })
  async take(
    @Caller() principal: Principal,
    @Body({ schema: MoneyOrderStepsRequest }) request: MoneyOrderStepsRequest,
  ): Promise<MoneyOrderStepsTaken> {
    await this.orders.approveTogether(principal, request);
    return { orders: new Set(request.cases.map(({ id }) => id)).size };
  }

  @Post(':id/taking-back')
  @HttpCode(200)
  @RequirePermission('budget.write')
  @ApiResponse({
    status: 200,
    standardSchema: MoneyOrderList,
    description: 'proposed: the provision is taken out of the books when another approves',
  })
  async takeBack(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: TakeBackRequest }) request: TakeBackRequest,
  ): Promise<MoneyOrderList> {
    await this.orders.proposeTakingBack(principal, id, request);
    return this.orders.list(principal);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: MoneyOrderList, description: 'approved and booked' })
  async approve(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<MoneyOrderList> {
    await this.orders.approve(principal, id);
    return this.orders.list(principal);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @RequirePermission('payment.approve')
  @ApiResponse({ status: 200, standardSchema: MoneyOrderList, description: 'refused with a reason; nothing is booked' })
  async refuse(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RefuseOrderRequest }) { reason }: RefuseOrderRequest,
  ): Promise<MoneyOrderList> {
    await this.orders.refuse(principal, id, reason);
    return this.orders.list(principal);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @RequirePermission('budget.write', 'payment.prepare', 'payment.approve')
  @ApiResponse({
    status: 200,
    standardSchema: MoneyOrderList,
    description: 'taken back by who proposed it, with a reason; nothing is booked',
  })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RefuseOrderRequest }) { reason }: RefuseOrderRequest,
  ): Promise<MoneyOrderList> {
    await this.orders.withdraw(principal, id, reason);
    return this.orders.list(principal);
  }
}
