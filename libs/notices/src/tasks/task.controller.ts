import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { ListTasksQuery, NoticeTaskList } from './task.dto.js';
import { NoticeTaskQueries } from './task.queries.js';

@ApiTags('notices')
@Controller('notice-tasks')
export class NoticeTaskController {
  constructor(@Inject(NoticeTaskQueries) private readonly tasks: NoticeTaskQueries) {}

  @Get()
  @RequirePermission('notice.read')
  @ApiResponse({ status: 200, standardSchema: NoticeTaskList, description: 'what is waiting in the own area, the most urgent first' })
  list(@Caller() principal: Principal, @Query({ schema: ListTasksQuery }) query: ListTasksQuery): Promise<NoticeTaskList> {
    return this.tasks.list(principal, query);
  }
}
