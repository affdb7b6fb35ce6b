import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { RequirePermission } from '@jingzhun/auth';
import { MessagingHealth } from './messaging-health.js';
import { MessagingResponse } from './operations.dto.js';

@Controller('operations/messaging')
export class MessagingController {
  constructor(@Inject(MessagingHealth) private readonly health: MessagingHealth) {}

  /** Outbox age, lags, fill of streams and disk. */
  @Get()
  @RequirePermission('operations.read')
  @ApiResponse({ status: 200, standardSchema: MessagingResponse })
  async state(): Promise<MessagingResponse> {
    return MessagingResponse.parse(await this.health.check());
  }
}
