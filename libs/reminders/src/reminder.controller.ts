import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { DismissReminderRequest, ListRemindersQuery, ReadRemindersRequest, ReminderList } from './reminder.dto.js';
import { Reminders } from './reminders.js';

@ApiTags('reminders')
@Controller('reminders')
export class ReminderController {
  constructor(@Inject(Reminders) private readonly reminders: Reminders) {}

  @Get()
  @RequirePermission('reminder.read')
  @ApiResponse({ status: 200, standardSchema: ReminderList, description: 'what the caller is reminded of, by office and area' })
  list(@Caller() principal: Principal, @Query({ schema: ListRemindersQuery }) query: ListRemindersQuery): Promise<ReminderList> {
    return this.reminders.list(principal, query);
  }

  @Post('read')
  @HttpCode(204)
  @RequirePermission('reminder.read')
  @ApiResponse({ status: 204, description: 'the caller has seen them; they stay until they are done or dismissed' })
  read(@Caller() principal: Principal, @Body({ schema: ReadRemindersRequest }) { ids }: ReadRemindersRequest): Promise<void> {
    return this.reminders.markRead(principal, ids);
  }

  @Post(':id/dismiss')
  @HttpCode(204)
  @RequirePermission('reminder.read')
  @ApiResponse({ status: 204, description: 'the caller does not want to see it any more; others still do, and the deadline stays' })
  dismiss(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DismissReminderRequest }) _request: DismissReminderRequest,
  ): Promise<void> {
    return this.reminders.dismiss(principal, id);
  }
}
