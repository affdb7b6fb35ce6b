import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { ReminderRound } from './reminder.dto.js';
import { ReminderRounds } from './reminder-rounds.js';

/** It asks for nothing: a body that says something is for another route. */
const Nothing = z.strictObject({}).optional();
type Nothing = z.infer<typeof Nothing>;

@ApiTags('reminders')
@Controller('reminder-rounds')
export class ReminderRoundController {
  constructor(@Inject(ReminderRounds) private readonly rounds: ReminderRounds) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('operations.write')
  @ApiBody({ required: false, schema: { type: 'object', properties: {}, additionalProperties: false } })
  @ApiResponse({ status: 200, standardSchema: ReminderRound, description: 'today was gone through again: for what came in since' })
  again(@Caller() principal: Principal, @Body({ schema: Nothing }) _nothing: Nothing): Promise<ReminderRound> {
    return this.rounds.goThroughAgain(principal);
  }
}
