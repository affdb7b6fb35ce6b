import { Module } from '@nestjs/common';
import { Vault } from '@jingzhun/vault';
import { ImportFiles } from '../import/import-files.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { RegisterMatchController } from './match/register-match.controller.js';
import { RegisterMatchQueries } from './match/register-match.queries.js';
import { RegisterMatchService } from './match/register-match.service.js';
import { REGISTER_FILES } from './register-files.js';
import { RegisterImportController } from './register-import.controller.js';
import { RegisterImportQueries } from './register-import.queries.js';
import { RegisterImportService } from './register-import.service.js';
import { RegisterRetention } from './register-retention.js';
import { TakeRegisterJob } from './take-register.job.js';

@Module({
  imports: [ScreeningModule],
  controllers: [RegisterImportController, RegisterMatchController],
  providers: [
    {
      provide: REGISTER_FILES,
      useFactory: (vault: Vault) => {
        const files = new ImportFiles(process.env['JINGZHUN_DATA'] ?? '.data', vault.files, 'register-imports');
        files.deleteUnfinished();
        return files;
      },
      inject: [Vault],
    },
    TakeRegisterJob,
    RegisterImportService,
    RegisterImportQueries,
    RegisterMatchService,
    RegisterMatchQueries,
    RegisterRetention,
  ],
  exports: [RegisterRetention],
})
export class RegisterImportModule {}
