import { messagingEntities } from '@jingzhun/messaging';

export const entities = [...messagingEntities];
