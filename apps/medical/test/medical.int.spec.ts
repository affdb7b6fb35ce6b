import { describeDepartmentService } from '@jingzhun/household-directory/testing';
import { AppModule } from '../src/app.module.js';
import { definition } from '../src/mikro-orm.config.js';

describe('medical', () => {
  describeDepartmentService({ definition, module: AppModule, released: new URL('../contracts/openapi.json', import.meta.url) });
});
