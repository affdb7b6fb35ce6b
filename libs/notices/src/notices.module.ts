import { Module, type DynamicModule } from '@nestjs/common';
import { NoticeSweep } from './clock/notice-sweep.js';
import { NOTICE_OPTIONS, PLACE_NAMES, type NoticeModuleOptions } from './notice-options.js';
import { ObjectionDecisions } from './objections/objection-decisions.js';
import { ObjectionController } from './objections/objection.controller.js';
import { ObjectionQueries } from './objections/objection.queries.js';
import { ObjectionRush } from './objections/objection-rush.js';
import { Objections } from './objections/objections.js';
import { ObjectorIdentities } from './objections/objector-identities.js';
import { NoticeHosts } from './posting/notice-hosts.js';
import { NoticeController } from './posting/notice.controller.js';
import { NoticeQueries } from './posting/notice.queries.js';
import { Notices } from './posting/notices.js';
import { PrintModule } from '@jingzhun/print';
import { NoticePrinting } from './printing/notice-printing.js';
import { NoticePrintingController } from './printing/printing.controller.js';
import { StatusLimit } from './public/public-limits.js';
import { PublicNoticeController } from './public/public-notice.controller.js';
import { PublicNotices } from './public/public-notices.js';
import { NoticeTasks } from './tasks/notice-tasks.js';
import { NoticeTaskController } from './tasks/task.controller.js';
import { NoticeTaskQueries } from './tasks/task.queries.js';
import { PostingPrinting } from './together/posting-printing.js';
import { PostingController } from './together/posting.controller.js';
import { PostingQueries } from './together/posting.queries.js';
import { Postings } from './together/postings.js';
import { Reposting } from './together/reposting.js';
import { Sheets } from './together/sheets.js';

/** Notices of a department: needs its `Vault`, policy, audit, messaging and evidence, and the tables of `noticeTables`. */
@Module({})
export class NoticesModule {
  static forRoot({ imports = [], places, ...options }: NoticeModuleOptions): DynamicModule {
    return {
      module: NoticesModule,
      global: true,
      imports: [PrintModule, ...imports],
      controllers: [
        NoticeController,
        PostingController,
        NoticeTaskController,
        ObjectionController,
        PublicNoticeController,
        NoticePrintingController,
      ],
      providers: [
        { provide: NOTICE_OPTIONS, useValue: options },
        { provide: PLACE_NAMES, useExisting: places },
        ...[NoticeHosts, NoticeTasks, NoticeTaskQueries, NoticeSweep, Notices, NoticeQueries],
        ...[Sheets, Postings, Reposting, PostingQueries, PostingPrinting],
        ...[
          Objections,
          ObjectionRush,
          ObjectionDecisions,
          ObjectionQueries,
          ObjectorIdentities,
          PublicNotices,
          NoticePrinting,
          StatusLimit,
        ],
      ],
      exports: [Notices, NoticeHosts, Objections, ObjectionDecisions, NoticeSweep, ObjectorIdentities],
    };
  }
}
