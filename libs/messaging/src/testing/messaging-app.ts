import { Global, Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Clock, Database, type Department } from '@jingzhun/persistence';
import type { EventHandler } from '../consume/event-handler.js';
import { MessagingModule } from '../messaging.module.js';
import type { MessagingSettings } from '../messaging-options.js';

export interface TestMessaging extends MessagingSettings {
  department: Department;
  database: Database;
  clock?: Clock;
  handlers?: readonly Type<EventHandler>[];
  /** Further providers the handlers inject. */
  providers?: readonly Type[];
}

/** The library as a service has it, without HTTP. Close the context to stop it; the database stays open. */
export async function startMessaging(setup: TestMessaging): Promise<INestApplicationContext> {
  const { database, clock = new Clock(), handlers = [], providers = [], ...settings } = setup;
  @Global()
  @Module({
    providers: [{ provide: Database, useValue: database }, { provide: Clock, useValue: clock }, ...providers],
    exports: [Database, Clock, ...providers],
  })
  class Foundation {}
  @Module({ imports: [Foundation, MessagingModule.forRoot(settings), MessagingModule.forFeature(handlers)] })
  class TestModule {}
  const app = await NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
  return app.init();
}
