import { may, type Principal } from '@jingzhun/auth';
import { level } from '@jingzhun/domain/division-code';
import type { Actor } from '../lifecycle/decide.js';

export const actorFor = (principal: Principal): Actor => ({
  accountId: principal.accountId,
  level: level(principal.area),
  may: (permission) => may(principal, permission),
});
