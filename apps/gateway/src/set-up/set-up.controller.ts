import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '@jingzhun/auth';
import { DEPARTMENTS, type Department } from '@jingzhun/persistence';
import type { Language } from '@jingzhun/service-shell';
import { newTotpSecret, totpPicture } from '../accounts/totp.js';
import { Sealed } from '../sealed.js';
import { sendPage, type Words } from '../sign-in/pages/layout.js';
import { SetUpLink } from './set-up-link.js';
import { FIRST_ROLES, setUpDonePage, setUpLinkEndedPage, setUpPage, type Entered, type FirstRole } from './set-up.page.js';
import { SetUpService, type Persons } from './set-up.service.js';

const Language = z.enum(['zh', 'en']).catch('zh');
const text = (max: number) => z.string().trim().max(max).default('');
const Form = z.object({
  lang: Language,
  sealed: text(4_000),
  department: z.enum(DEPARTMENTS).catch('gateway'),
  ...Object.fromEntries(
    FIRST_ROLES.flatMap((role) => ['name', 'userName', 'password', 'code'].map((field) => [`${role}-${field}`, text(256)])),
  ),
});
const Secrets = z.object({ 'system-admin': z.string(), 'security-admin': z.string() });
type Secrets = z.infer<typeof Secrets>;

const PURPOSE = 'set-up';
const LIFETIME_MS = 60 * 60_000;

/** The page behind the one-time link. */
@ApiExcludeController()
@Controller('auth/set-up/:token')
@Public('the one-time link is the permission; it ends with the first account')
export class SetUpController {
  constructor(
    @Inject(SetUpLink) private readonly link: SetUpLink,
    @Inject(SetUpService) private readonly setUp: SetUpService,
    @Inject(Sealed) private readonly sealed: Sealed,
  ) {}

  @Get()
  async begin(@Param('token') token: string, @Query('lang') lang: string | undefined, @Res() response: Response): Promise<void> {
    const language = Language.parse(lang);
    if (!(await this.link.isGood(token))) return sendPage(response, setUpLinkEndedPage(language), 410);
    const secrets: Secrets = { 'system-admin': newTotpSecret(), 'security-admin': newTotpSecret() };
    await this.show(response, { language, token, department: 'gateway', secrets });
  }

  @Post()
  async finish(
    @Param('token') token: string,
    @Body({ schema: Form }) form: z.infer<typeof Form> & Record<string, string>,
    @Req() _request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const language = form.lang;
    const secrets = this.sealed.open(PURPOSE, form.sealed, Secrets);
    if (!secrets || !(await this.link.isGood(token))) return sendPage(response, setUpLinkEndedPage(language), 410);
    const persons = Object.fromEntries(FIRST_ROLES.map((role) => [role, personOf(form, role, secrets[role])])) as Persons;
    const problems = this.setUp.problemsOf(persons);
    if (FIRST_ROLES.some((role) => problems[role].length > 0))
      return this.show(response, { language, token, department: form.department, secrets, persons, problems });
    const made = await this.setUp.make(token, form.department, persons);
    sendPage(response, made ? setUpDonePage(language) : setUpLinkEndedPage(language), made ? 200 : 410);
  }

  private async show(
    response: Response,
    page: {
      language: Language;
      token: string;
      department: Department;
      secrets: Secrets;
      persons?: Persons;
      problems?: Record<FirstRole, Words[]>;
    },
  ): Promise<void> {
    const { secrets, persons, problems } = page;
    const fieldsOf = async (role: FirstRole) => {
      const entered: Entered = persons?.[role] ?? { name: '', userName: '' };
      const picture = await totpPicture(secrets[role], entered.userName || role);
      return { secret: secrets[role], picture, entered, ...(problems && { wrong: problems[role] }) };
    };
    const fields = { 'system-admin': await fieldsOf('system-admin'), 'security-admin': await fieldsOf('security-admin') };
    const wrong: Words = {
      zh: '有内容不符合要求，请按下面的说明修改。密码和动态码需要重新输入。',
      en: 'Some entries are not right, see below. Enter passwords and codes again.',
    };
    const sealed = this.sealed.seal(PURPOSE, secrets, LIFETIME_MS);
    sendPage(response, setUpPage({ ...page, sealed, persons: fields, ...(problems && { wrong }) }), problems ? 422 : 200);
  }
}

const personOf = (form: Record<string, string>, role: FirstRole, secret: string) => ({
  name: form[`${role}-name`] ?? '',
  userName: (form[`${role}-userName`] ?? '').toLowerCase(),
  password: form[`${role}-password`] ?? '',
  code: form[`${role}-code`] ?? '',
  secret,
});
