import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { OidcServer } from './oidc-server.js';
import { SignInController } from './sign-in.controller.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [AccountsModule, SigningKeysModule],
  controllers: [SignInController],
  providers: [OidcServer, SignInService],
  exports: [OidcServer],
})
export class SignInModule {}
