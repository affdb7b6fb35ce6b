import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { JointList, JointLists } from './joint-list.dto.js';
import { JointListQueries } from './joint-list.queries.js';

@ApiTags('joint lists of projects and loans')
@Controller('joint-lists')
export class JointListController {
  constructor(@Inject(JointListQueries) private readonly queries: JointListQueries) {}

  @Get()
  @RequirePermission('loan.read')
  @ApiResponse({
    status: 200,
    standardSchema: JointLists,
    description: 'confirmed lists with households of the own area as finance told them, newest first',
  })
  list(@Caller() principal: Principal): Promise<JointLists> {
    return this.queries.list(principal);
  }

  @Get(':id')
  @RequirePermission('loan.read')
  @ApiResponse({ status: 200, standardSchema: JointList, description: 'one list with its lines of the own area' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<JointList> {
    return this.queries.get(principal, id);
  }
}
