import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { Database, sessionOf } from '@jingzhun/persistence';
import { NotACommand } from '@jingzhun/service-shell';
import { NoticeQueries } from '../posting/notice.queries.js';
import { Notices } from '../posting/notices.js';
import { FINDING_MEANING, ObjectionDecisions } from './objection-decisions.js';
import { ObjectionQueries } from './objection.queries.js';
import { Objections } from './objections.js';
import {
  DecideObjectionRequest,
  EnterObjectionRequest,
  FindingDigest,
  FindingRequest,
  ListObjectionsQuery,
  ObjectionList,
  ObjectionResponse,
  ObjectionSummaryResponse,
  ReceiptResponse,
  RevealedObjector,
  RevealObjectorRequest,
} from './objection.dto.js';

@ApiTags('objections')
@Controller()
export class ObjectionController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(NoticeQueries) private readonly noticeQueries: NoticeQueries,
    @Inject(Objections) private readonly objections: Objections,
    @Inject(ObjectionDecisions) private readonly decisions: ObjectionDecisions,
    @Inject(ObjectionQueries) private readonly queries: ObjectionQueries,
  ) {}

  @Post('notices/:id/objections')
  // once by its own submission id; the answer holds a secret that is not kept
  @NotACommand()
  @RequirePermission('objection.receive')
  @ApiResponse({ status: 201, standardSchema: ReceiptResponse, description: 'entered for somebody who came or called' })
  async enter(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: EnterObjectionRequest }) request: EnterObjectionRequest,
  ): Promise<ReceiptResponse> {
    const { place } = await this.noticeQueries.get(principal, id);
    const circumstances = await this.notices.prepare(place);
    const { name, phone, address, via, receivedOn, submissionId, text, scanAttachmentId } = request;
    const identity = name === null ? null : { name, phone, address };
    const entered = { noticeId: id, via, receivedOn, submissionId, text, identity, scanAttachmentId, by: principal };
    const { number, secret, dueOn } = await this.database.transaction(sessionOf(principal), (em) =>
      this.objections.receive(em, entered, circumstances),
    );
    return { receiptNumber: number, secret, dueOn };
  }

  @Get('objections')
  @RequirePermission('objection.investigate')
  @ApiResponse({
    status: 200,
    standardSchema: ObjectionList,
    description: 'objections the own level investigates or supervises, newest first',
  })
  list(@Caller() principal: Principal, @Query({ schema: ListObjectionsQuery }) query: ListObjectionsQuery): Promise<ObjectionList> {
    return this.queries.list(principal, query);
  }

  @Get('objections/:id')
  @RequirePermission('objection.investigate')
  @ApiResponse({ status: 200, standardSchema: ObjectionResponse, description: 'one objection, the objector masked' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<ObjectionResponse> {
    return this.queries.get(principal, id);
  }

  @Post('objections/:id/reveal')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('objection.investigate')
  @ApiResponse({ status: 200, standardSchema: RevealedObjector, description: 'who objected; the reading is recorded' })
  reveal(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RevealObjectorRequest }) { purpose }: RevealObjectorRequest,
  ): Promise<RevealedObjector> {
    return this.queries.reveal(principal, id, purpose);
  }

  @Post('objections/:id/decision-digest')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('objection.investigate')
  @ApiResponse({ status: 200, standardSchema: FindingDigest, description: 'what is to be signed' })
  async digest(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: FindingRequest }) request: FindingRequest,
  ): Promise<FindingDigest> {
    const digest = await this.database.transaction(sessionOf(principal), (em) => this.decisions.digest(em, principal, id, request));
    return { digest, meaning: FINDING_MEANING };
  }

  @Post('objections/:id/decision')
  @HttpCode(200)
  @RequirePermission('objection.investigate')
  // without text and findings: answers of commands are kept for a while as they are
  @ApiResponse({ status: 200, standardSchema: ObjectionSummaryResponse, description: 'decided; the objector can read the answer' })
  async decide(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideObjectionRequest }) request: DecideObjectionRequest,
  ): Promise<ObjectionSummaryResponse> {
    await this.database.transaction(sessionOf(principal), (em) => this.decisions.decide(em, principal, id, request));
    return this.queries.summary(principal, id);
  }
}
