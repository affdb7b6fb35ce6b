import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { OidcServer } from './oidc-server.js';
import { SignInController } from './sign-in.controller.js';
import { SignInService } from './sign-in.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Module({
  imports: [AccountsModule, SigningKeysModule],
  controllers: [SignInController],
  providers: [OidcServer, SignInService, SignInThrottle],
  exports: [OidcServer],
})
export class SignInModule {}
