import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { SubmitObjectionRequest, type PublicNotice } from '@jingzhun/notices/public';
import { GATEWAY_CONFIG, type GatewayConfig, type Owner } from '../config.js';
import { originOf } from '../session/same-origin.js';
import { DepartmentClient } from './department-client.js';
import { FormToken } from './form-token.js';
import { readerOf, sendPublicPage, type Reader } from './pages/layout.js';
import { departmentDownPage, notSentPage, refusedPage, tooManyPage, unknownPage } from './pages/message.page.js';
import { NOTHING_ENTERED, objectionPage, receiptPage, type EnteredObjection } from './pages/objection.page.js';
import { receiptFormPage, statusPage } from './pages/status.page.js';
import { PublicLimits } from './public-limits.js';

const text = (max: number) => z.string().max(max).catch('').default('');
const ObjectionForm = z.object({ token: text(4_000), text: text(10_000), name: text(500), phone: text(500), website: text(500) });
type ObjectionForm = z.infer<typeof ObjectionForm>;
const ReceiptForm = z.object({ receiptNumber: text(200), secret: text(200) });
type ReceiptForm = z.infer<typeof ReceiptForm>;

/** Objections from the public page, and their answers. */
@ApiExcludeController()
@Controller('public')
@Public('anybody may object, also without a name')
export class PublicObjectionController {
  constructor(
    @Inject(DepartmentClient) private readonly departments: DepartmentClient,
    @Inject(FormToken) private readonly tokens: FormToken,
    @Inject(PublicLimits) private readonly limits: PublicLimits,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Get(':department/notices/:id/object')
  async form(
    @Param('department') department: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.withNotice(department, id, request, response, (owner, notice, reader) =>
      sendPublicPage(
        response,
        objectionPage(reader, { department: owner, notice, token: this.tokens.issue(owner, id), entered: NOTHING_ENTERED }),
      ),
    );
  }

  @Post(':department/notices/:id/object')
  async send(
    @Param('department') department: string,
    @Param('id') id: string,
    @Body({ schema: ObjectionForm }) form: ObjectionForm,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request);
    if (!this.departments.has(department) || !Uuid.safeParse(id).success) return sendPublicPage(response, unknownPage(reader), 404);
    const token = this.tokens.open(form.token, department, id);
    // a field no person sees was filled in, the form is none of ours, or another site sent it
    if (!token || form.website !== '' || this.isFromElsewhere(request)) return sendPublicPage(response, notSentPage(reader), 400);
    const entered: EnteredObjection = { text: form.text.trim(), name: form.name.trim(), phone: form.phone.trim() };
    const objection = { submissionId: token.submissionId, text: entered.text, name: entered.name || null, phone: entered.phone || null };
    const address = request.ip ?? '';
    const wrong = problemsOf(entered, objection, reader);
    if (wrong.length > 0) {
      const seconds = await this.limits.mistake('page', address);
      if (seconds > 0) return sendPublicPage(response, tooManyPage(reader, seconds), 429);
      return this.again(department, id, request, response, { token: form.token, entered, wrong });
    }
    const isAgain = await this.limits.wasAccepted(token.submissionId);
    const place = isAgain ? undefined : await this.limits.place('page', address, id);
    if (typeof place === 'number') return sendPublicPage(response, tooManyPage(reader, place), 429);
    const answered = await this.departments.object(department, id, objection, reader.language);
    if (answered.kind === 'refused') await place?.giveBack();
    if (answered.kind === 'down') return sendPublicPage(response, departmentDownPage(reader, department), 503);
    if (answered.kind === 'refused') return sendPublicPage(response, refusedPage(reader, answered.refusal), answered.status);
    await this.limits.accepted(token.submissionId);
    sendPublicPage(response, receiptPage(reader, answered.body));
  }

  @Get('receipts')
  ask(@Req() request: Request, @Res() response: Response): void {
    sendPublicPage(response, receiptFormPage(readerOf(request)));
  }

  @Post('receipts')
  async status(@Body({ schema: ReceiptForm }) form: ReceiptForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    const reader = readerOf(request);
    const seconds = await this.limits.waitFor('receipts', request.ip ?? '');
    if (seconds > 0) return sendPublicPage(response, tooManyPage(reader, seconds), 429);
    const receipt = { receiptNumber: form.receiptNumber.trim(), secret: form.secret.trim() };
    const asked = await Promise.all(
      this.departments.departments.map(async (owner) => [owner, await this.departments.status(owner, receipt, reader.language)] as const),
    );
    const found = asked.flatMap(([, answered]) => (answered.kind === 'answer' ? [answered.body] : []))[0];
    if (found) return sendPublicPage(response, statusPage(reader, found));
    const down = asked.find(([, answered]) => answered.kind === 'down');
    if (down) return sendPublicPage(response, departmentDownPage(reader, down[0]), 503);
    const tooMany = asked.flatMap(([, answered]) => (answered.kind === 'refused' && answered.status === 429 ? [answered.refusal] : []))[0];
    if (tooMany) return sendPublicPage(response, refusedPage(reader, tooMany), 429);
    const wrong =
      reader.language === 'zh'
        ? '回执号或查询码不正确，请对照回执重新输入。'
        : 'The receipt number or the code is wrong. Compare both with your receipt.';
    sendPublicPage(response, receiptFormPage(reader, wrong), 404);
  }

  private async again(
    department: Owner,
    id: string,
    request: Request,
    response: Response,
    form: { token: string; entered: EnteredObjection; wrong: string[] },
  ): Promise<void> {
    await this.withNotice(department, id, request, response, (owner, notice, reader) =>
      sendPublicPage(response, objectionPage(reader, { department: owner, notice, ...form }), 422),
    );
  }

  private async withNotice(
    department: string,
    id: string,
    request: Request,
    response: Response,
    show: (owner: Owner, notice: PublicNotice, reader: Reader) => void,
  ): Promise<void> {
    const reader = readerOf(request);
    if (!this.departments.has(department) || !Uuid.safeParse(id).success) return sendPublicPage(response, unknownPage(reader), 404);
    const answered = await this.departments.notice(department, id, reader.language);
    if (answered.kind === 'down') return sendPublicPage(response, departmentDownPage(reader, department), 503);
    if (answered.kind === 'refused') return sendPublicPage(response, refusedPage(reader, answered.refusal), answered.status);
    show(department, answered.body, reader);
  }

  /** Old browsers say nothing about where a form comes from; the token is enough then. Who says another site is refused. */
  private isFromElsewhere(request: Request): boolean {
    const site = request.get('sec-fetch-site');
    if (site !== undefined) return site !== 'same-origin' && site !== 'none';
    const origin = request.get('origin');
    return origin !== undefined && origin !== 'null' && origin !== originOf(request, this.config.publicUrl);
  }
}

/** In the words of the form, before the department is asked. */
function problemsOf({ text: said, name, phone }: EnteredObjection, objection: object, { language }: Reader): string[] {
  const zh = language === 'zh';
  const found: string[] = [];
  if ([...said].length < 5) found.push(zh ? '请写明您的意见，至少 5 个字。' : 'Say what you object to, in at least 5 characters.');
  if ([...said].length > 2_000) found.push(zh ? '意见最多 2000 字，请精简。' : 'At most 2,000 characters, please shorten it.');
  if (phone !== '' && name === '')
    found.push(zh ? '填写了电话的，请填写姓名；不愿署名的，电话也请留空。' : 'Give a name with the phone, or leave both empty.');
  if (found.length === 0 && !SubmitObjectionRequest.safeParse(objection).success)
    found.push(zh ? '姓名最多 50 字，电话最多 30 位。' : 'The name takes 50 characters, the phone 30.');
  return found;
}
