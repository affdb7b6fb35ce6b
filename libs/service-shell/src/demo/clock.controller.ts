import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RequirePermission } from '@jingzhun/auth';
import { Clock } from '@jingzhun/persistence';
import { Refusal } from '@jingzhun/domain/refusal';

const AdvanceClockRequest = z
  .strictObject({
    hours: z
      .number()
      .positive()
      .max(24 * 366)
      .describe('how far to move the clock forward'),
  })
  .meta({ id: 'AdvanceClockRequest' });
type AdvanceClockRequest = z.infer<typeof AdvanceClockRequest>;
const ClockResponse = z
  .object({ now: z.iso.datetime(), today: z.iso.date().describe('civil date in Asia/Shanghai') })
  .meta({ id: 'ClockResponse' });

/** The clock of this service; only the demonstration may move it. */
@ApiTags('clock')
@Controller('clock')
export class ClockController {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  @Get()
  @RequirePermission('division.read')
  @ApiResponse({ status: 200, standardSchema: ClockResponse, description: 'time of this service' })
  read(): z.infer<typeof ClockResponse> {
    return { now: this.clock.now().toISOString(), today: this.clock.today() };
  }

  @Post('advance')
  @HttpCode(200)
  @RequirePermission('clock.advance')
  @ApiResponse({ status: 200, standardSchema: ClockResponse, description: 'time after the move' })
  advance(@Body({ schema: AdvanceClockRequest }) body: AdvanceClockRequest): z.infer<typeof ClockResponse> {
    if (process.env['JINGZHUN_DEMO'] === 'off') throw clockIsReal();
    this.clock.advance(body.hours * 3_600_000);
    return this.read();
  }
}

const clockIsReal = (): Refusal =>
  new Refusal({
    code: 'clock.is-real',
    status: 403,
    zh: { title: '不能调整时间', detail: '正式运行的系统使用真实时间。', next: '只有演示环境可以调整时间。' },
    en: { title: 'The clock cannot be moved', detail: 'A system in operation runs on real time.', next: 'Use the demonstration for this.' },
  });
