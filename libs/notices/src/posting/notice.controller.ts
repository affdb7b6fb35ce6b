import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Database, sessionOf } from '@jingzhun/persistence';
import {
  ListNoticesQuery,
  NoticeList,
  NoticeResponse,
  PostAgainRequest,
  PostedAgain,
  ProveNoticeRequest,
  TakeDownNoticeRequest,
} from './notice.dto.js';
import { NoticeQueries } from './notice.queries.js';
import { Reposting } from '../together/reposting.js';
import { Notices } from './notices.js';

/** A department's notices for its own officers. Composing belongs to the feature a notice speaks about. */
@ApiTags('notices')
@Controller('notices')
export class NoticeController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(Reposting) private readonly reposting: Reposting,
    @Inject(NoticeQueries) private readonly queries: NoticeQueries,
  ) {}

  @Get()
  @RequirePermission('notice.read')
  @ApiResponse({ status: 200, standardSchema: NoticeList, description: 'notices of the own area, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListNoticesQuery }) query: ListNoticesQuery): Promise<NoticeList> {
    return this.queries.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('notice.read')
  @ApiResponse({ status: 200, standardSchema: NoticeResponse, description: 'one notice with what closing needs' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<NoticeResponse> {
    return this.queries.get(principal, id);
  }

  @Post(':id/post')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: NoticeResponse, description: 'it hangs; its days count from tomorrow' })
  async post(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<NoticeResponse> {
    const { place } = await this.queries.get(principal, id);
    const circumstances = await this.notices.prepare(place);
    await this.database.transaction(sessionOf(principal), (em) => this.notices.post(em, principal, id, circumstances));
    return this.queries.get(principal, id);
  }

  @Post(':id/proofs')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: NoticeResponse, description: 'with the photos' })
  async prove(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ProveNoticeRequest }) { occasion, attachmentIds }: ProveNoticeRequest,
  ): Promise<NoticeResponse> {
    await this.database.transaction(sessionOf(principal), (em) => this.notices.prove(em, principal, id, occasion, attachmentIds));
    return this.queries.get(principal, id);
  }

  @Post(':id/close')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: NoticeResponse, description: 'closed; the case it speaks about has moved on' })
  async close(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<NoticeResponse> {
    await this.database.transaction(sessionOf(principal), (em) => this.notices.close(em, principal, id));
    return this.queries.get(principal, id);
  }

  @Post(':id/take-down')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: NoticeResponse, description: 'taken down before its time; the internal copy stays' })
  async takeDown(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: TakeDownNoticeRequest }) { reason }: TakeDownNoticeRequest,
  ): Promise<NoticeResponse> {
    await this.database.transaction(sessionOf(principal), (em) => this.notices.takeDown(em, principal, id, reason));
    return this.queries.get(principal, id);
  }

  @Post(':id/post-again')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: PostedAgain, description: 'taken down, and hangs again with days of its own' })
  async postAgain(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: PostAgainRequest }) { reason }: PostAgainRequest,
  ): Promise<PostedAgain> {
    const { place } = await this.queries.get(principal, id);
    const circumstances = await this.notices.prepare(place);
    return this.database.transaction(sessionOf(principal), (em) => this.reposting.notice(em, principal, id, { reason, circumstances }));
  }
}
