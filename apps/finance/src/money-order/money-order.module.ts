import { Module } from '@nestjs/common';
import { MoneyOrderController } from './money-order.controller.js';
import { MoneyOrders } from './money-orders.js';

@Module({ controllers: [MoneyOrderController], providers: [MoneyOrders], exports: [MoneyOrders] })
export class MoneyOrderModule {}
