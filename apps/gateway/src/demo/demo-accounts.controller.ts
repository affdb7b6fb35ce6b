import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public, ROLES } from '@jingzhun/auth';
import { Refusal } from '@jingzhun/domain/refusal';
import { DEPARTMENTS } from '@jingzhun/persistence';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';

const DemoAccountList = z
  .object({
    password: z.string().describe('the same for all'),
    items: z.array(
      z.object({
        userName: z.string(),
        name: z.string().describe('invented'),
        department: z.enum(DEPARTMENTS),
        roles: z.array(z.enum(ROLES)),
        area: z.string(),
        shows: z.object({ zh: z.string(), en: z.string() }),
      }),
    ),
  })
  .meta({ id: 'DemoAccountList' });

@ApiTags('demonstration')
@Controller('demo-accounts')
export class DemoAccountsController {
  constructor(@Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig) {}

  @Get()
  @Public('the demonstration tells everybody how to sign in; outside of it there is nothing here')
  @ApiResponse({ status: 200, standardSchema: DemoAccountList, description: 'accounts of the demonstration' })
  list(): unknown {
    if (!this.config.demo) throw new NoDemonstration();
    return { password: DEMO_PASSWORD, items: DEMO_ACCOUNTS };
  }
}

class NoDemonstration extends Refusal {
  constructor() {
    super({
      code: 'demo.off',
      status: 404,
      zh: { title: '没有演示账号', detail: '本系统不是演示环境。', next: '请使用管理员为您建立的账号登录。' },
      en: {
        title: 'No demonstration',
        detail: 'This system is not a demonstration.',
        next: 'Sign in with the account your administrator made for you.',
      },
    });
  }
}
