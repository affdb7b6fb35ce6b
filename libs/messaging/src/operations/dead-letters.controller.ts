import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { RequirePermission } from '@jingzhun/auth';
import { DeadLetterOffice } from '../dead-letters/dead-letter-office.js';
import { toDeadLetter } from '../dead-letters/dead-letter.js';
import { Replay } from '../dead-letters/replay.js';
import { DeadLetterNotFound } from '../messaging.errors.js';
import {
  DeadLetterPageResponse,
  DeadLetterQuery,
  DeadLetterResponse,
  DeadLetterSequence,
  ReplayResponse,
  toDeadLetterResponse,
} from './operations.dto.js';

/** Messages this department could not handle: seen and replayed without their content being shown. */
@Controller('operations/dead-letters')
export class DeadLettersController {
  constructor(
    @Inject(DeadLetterOffice) private readonly office: DeadLetterOffice,
    @Inject(Replay) private readonly replay: Replay,
  ) {}

  @Get()
  @RequirePermission('operations.read')
  @ApiResponse({ status: 200, standardSchema: DeadLetterPageResponse })
  async list(@Query({ schema: DeadLetterQuery }) query: DeadLetterQuery): Promise<DeadLetterPageResponse> {
    const { handler, cursor, limit } = query;
    const [page, total] = await Promise.all([
      this.office.list({ limit, ...(handler && { handler }), ...(cursor && { from: cursor }) }),
      this.office.count(),
    ]);
    return { items: page.items.map(toDeadLetterResponse), nextCursor: page.next === undefined ? null : String(page.next), total };
  }

  @Get(':sequence')
  @RequirePermission('operations.read')
  @ApiResponse({ status: 200, standardSchema: DeadLetterResponse })
  async read(@Param('sequence', { schema: DeadLetterSequence }) sequence: number): Promise<DeadLetterResponse> {
    const stored = await this.office.find(sequence);
    if (!stored) throw new DeadLetterNotFound();
    return toDeadLetterResponse(toDeadLetter(stored));
  }

  @Post(':sequence/replay')
  @HttpCode(200)
  @RequirePermission('operations.write')
  @ApiResponse({ status: 200, standardSchema: ReplayResponse })
  replayOne(@Param('sequence', { schema: DeadLetterSequence }) sequence: number): Promise<ReplayResponse> {
    return this.replay.one(sequence);
  }
}
