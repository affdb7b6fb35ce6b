import { Module } from '@nestjs/common';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { loadPack } from '@jingzhun/policy';
import { ApiCaller } from './api-caller.js';
import { SessionController } from './session.controller.js';
import { AreaNames } from './area-names.js';
import { Sessions } from './sessions.js';
import { SessionTokens } from './session-tokens.js';
import { SignInClient } from './sign-in-client.js';

@Module({
  imports: [AccountsModule, SignInModule, SigningKeysModule],
  controllers: [SessionController],
  providers: [
    {
      provide: AreaNames,
      useFactory: ({ countyPack }: GatewayConfig) => new AreaNames(loadPack(countyPack).divisions),
      inject: [GATEWAY_CONFIG],
    },
    ApiCaller,
    Sessions,
    SessionTokens,
    SignInClient,
  ],
  exports: [ApiCaller],
})
export class SessionModule {}
