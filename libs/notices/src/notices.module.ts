import { Module, type DynamicModule } from '@nestjs/common';
import { NOTICE_OPTIONS, PLACE_NAMES, type NoticeModuleOptions } from './notice-options.js';
import { NoticeHosts } from './posting/notice-hosts.js';
import { Notices } from './posting/notices.js';
import { NoticeTasks } from './tasks/notice-tasks.js';

/** Notices of a department: needs its `Vault`, policy, audit, messaging and evidence, and the tables of `noticeTables`. */
@Module({})
export class NoticesModule {
  static forRoot({ imports = [], places, ...options }: NoticeModuleOptions): DynamicModule {
    return {
      module: NoticesModule,
      global: true,
      imports,
      providers: [
        { provide: NOTICE_OPTIONS, useValue: options },
        { provide: PLACE_NAMES, useExisting: places },
        NoticeHosts,
        NoticeTasks,
        Notices,
      ],
      exports: [Notices, NoticeHosts],
    };
  }
}
