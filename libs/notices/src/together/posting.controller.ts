import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Database, sessionOf } from '@jingzhun/persistence';
import { PostAgainRequest, PostedAgain, ProveNoticeRequest } from '../posting/notice.dto.js';
import { NoticeQueries } from '../posting/notice.queries.js';
import { Notices } from '../posting/notices.js';
import { addressOf, ORIGIN, paperFile, PrintQuery } from '../printing/printing.controller.js';
import { GatherNoticesRequest, ListPostingsQuery, PostingList, PostingResponse } from './posting.dto.js';
import { PostingPrinting } from './posting-printing.js';
import { PostingQueries } from './posting.queries.js';
import { Postings } from './postings.js';
import { Reposting } from './reposting.js';

/** Notices that hang as one paper: printed, proved and closed at once. Each of them can still be handled alone. */
@ApiTags('notices')
@Controller('notice-postings')
export class PostingController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(NoticeQueries) private readonly one: NoticeQueries,
    @Inject(Postings) private readonly postings: Postings,
    @Inject(Reposting) private readonly reposting: Reposting,
    @Inject(PostingQueries) private readonly queries: PostingQueries,
    @Inject(PostingPrinting) private readonly printing: PostingPrinting,
  ) {}

  @Get()
  @RequirePermission('notice.read')
  @ApiResponse({ status: 200, standardSchema: PostingList, description: 'sheets of the own area, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListPostingsQuery }) query: ListPostingsQuery): Promise<PostingList> {
    return this.queries.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('notice.read')
  @ApiResponse({ status: 200, standardSchema: PostingResponse, description: 'one sheet with its lines and photos' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<PostingResponse> {
    return this.queries.get(principal, id);
  }

  @Get(':id/pdf')
  @RequirePermission('notice.read')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'the paper for the board, with all lines', content: { 'application/pdf': {} } })
  async pdf(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: PrintQuery }) { lang }: PrintQuery,
    @Headers(ORIGIN) origin?: string,
  ): Promise<StreamableFile> {
    return paperFile(await this.printing.forOffice(principal, id, { language: lang, origin: addressOf(origin) }));
  }

  @Post()
  @RequirePermission('notice.write')
  @ApiResponse({ status: 201, standardSchema: PostingResponse, description: 'they hang as one sheet' })
  async gather(
    @Caller() principal: Principal,
    @Body({ schema: GatherNoticesRequest }) { noticeIds }: GatherNoticesRequest,
  ): Promise<PostingResponse> {
    const { place } = await this.one.get(principal, noticeIds[0] as string);
    const circumstances = await this.notices.prepare(place);
    const id = await this.database.transaction(sessionOf(principal), (em) => this.postings.gather(em, principal, noticeIds, circumstances));
    return this.queries.get(principal, id);
  }

  @Post(':id/proofs')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: PostingResponse, description: 'proves every notice that still hangs on it' })
  async prove(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ProveNoticeRequest }) { occasion, attachmentIds }: ProveNoticeRequest,
  ): Promise<PostingResponse> {
    await this.database.transaction(sessionOf(principal), (em) => this.postings.prove(em, principal, id, occasion, attachmentIds));
    return this.queries.get(principal, id);
  }

  @Post(':id/close')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: PostingResponse, description: 'what could be closed is closed; the rest says why not' })
  async close(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<PostingResponse> {
    await this.database.transaction(sessionOf(principal), (em) => this.postings.close(em, principal, id));
    return this.queries.get(principal, id);
  }

  @Post(':id/post-again')
  @HttpCode(200)
  @RequirePermission('notice.write')
  @ApiResponse({ status: 200, standardSchema: PostedAgain, description: 'what hung was taken down and hangs again as a new sheet' })
  async postAgain(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: PostAgainRequest }) { reason }: PostAgainRequest,
  ): Promise<PostedAgain> {
    const { place } = await this.queries.get(principal, id);
    const circumstances = await this.notices.prepare(place);
    return this.database.transaction(sessionOf(principal), (em) => this.reposting.sheet(em, principal, id, { reason, circumstances }));
  }
}
