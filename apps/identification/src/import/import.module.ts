import { Module } from '@nestjs/common';
import { Vault } from '@jingzhun/vault';
import { NumbersModule } from '../household/numbers.module.js';
import { PagingModule } from '../paging/paging.module.js';
import { DuplicateController } from './duplicate/duplicate.controller.js';
import { DuplicateQueries } from './duplicate/duplicate.queries.js';
import { DuplicateService } from './duplicate/duplicate.service.js';
import { ImportFiles } from './import-files.js';
import { ImportRunner } from './import-runner.js';
import { ImportWork } from './import-work.js';
import { ImportController } from './import.controller.js';
import { ImportQueries } from './import.queries.js';
import { ImportService } from './import.service.js';
import { LiveImport } from './live-import.js';
import { WorkbookService } from './marked/workbook.service.js';

@Module({
  imports: [NumbersModule, PagingModule],
  controllers: [ImportController, DuplicateController],
  providers: [
    {
      provide: ImportFiles,
      useFactory: (vault: Vault) => {
        const files = new ImportFiles(process.env['JINGZHUN_DATA'] ?? '.data', vault.files);
        files.deleteUnfinished();
        return files;
      },
      inject: [Vault],
    },
    ImportWork,
    ImportRunner,
    ImportService,
    ImportQueries,
    LiveImport,
    WorkbookService,
    DuplicateService,
    DuplicateQueries,
  ],
})
export class ImportModule {}
