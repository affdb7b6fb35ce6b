import { Module } from '@nestjs/common';
import { Vault } from '@jingzhun/vault';
import { ContentModule } from '../application/content/content.module.js';
import { NumbersModule } from '../household/numbers.module.js';
import { DraftApplications } from './draft-applications.js';
import { CheckImportJob } from './check-import.job.js';
import { DuplicateController } from './duplicate/duplicate.controller.js';
import { DuplicateQueries } from './duplicate/duplicate.queries.js';
import { DuplicateService } from './duplicate/duplicate.service.js';
import { ImportFiles } from './import-files.js';
import { ImportRetention } from './import-retention.js';
import { ImportController } from './import.controller.js';
import { ImportQueries } from './import.queries.js';
import { ImportService } from './import.service.js';
import { LiveImport } from './live-import.js';
import { WorkbookService } from './marked/workbook.service.js';
import { ReleaseImportJob } from './release-import.job.js';

@Module({
  imports: [NumbersModule, ContentModule],
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
    DraftApplications,
    CheckImportJob,
    ReleaseImportJob,
    ImportRetention,
    ImportService,
    ImportQueries,
    LiveImport,
    WorkbookService,
    DuplicateService,
    DuplicateQueries,
  ],
})
export class ImportModule {}
