import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsQueries } from './accounts.queries.js';
import { AccountsService } from './accounts.service.js';
import { ColleaguesController } from './colleagues.controller.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { RepublishController } from './republish.controller.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Module({
  controllers: [AccountsController, ColleaguesController, OwnAccountController, RepublishController],
  providers: [AccountsService, AccountsQueries, OwnAccountService, SignInThrottle],
  exports: [OwnAccountService, SignInThrottle],
})
export class AccountsModule {}
