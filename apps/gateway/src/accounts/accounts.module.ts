import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsQueries } from './accounts.queries.js';
import { AccountsService } from './accounts.service.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Module({
  controllers: [AccountsController, OwnAccountController],
  providers: [AccountsService, AccountsQueries, OwnAccountService, SignInThrottle],
  exports: [OwnAccountService, SignInThrottle],
})
export class AccountsModule {}
