import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { ReminderRound } from './reminder.dto.js';
import { ReminderRounds } from './reminder-rounds.js';

@ApiTags('reminders')
@Controller('reminder-rounds')
export class ReminderRoundController {
  constructor(@Inject(ReminderRounds) private readonly rounds: ReminderRounds) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('operations.write')
  @ApiResponse({ status: 200, standardSchema: ReminderRound, description: 'today was gone through again: for what came in since' })
  again(@Caller() principal: Principal): Promise<ReminderRound> {
    return this.rounds.goThroughAgain(principal);
  }
}
