import { messagingEntities } from '@jingzhun/messaging';
import { AccountEntity } from './accounts/account.entity.js';

export const entities = [AccountEntity, ...messagingEntities];
