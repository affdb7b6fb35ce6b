import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';

export const ON_EVENT = 'jingzhun:on-event';

/**
 * Makes a class the handler of that name. The row in `libs/events/src/subscriptions.ts` says whose events it gets.
 *
 * @param handler kebab-case, the file's name without `.consumer.ts`
 */
export const OnEvent = (handler: string): ClassDecorator => applyDecorators(Injectable(), SetMetadata(ON_EVENT, handler));
