import { Controller, Get, HttpCode, Inject, Module, Param, Post } from '@nestjs/common';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import { AuthModule, Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Refusal } from '@jingzhun/domain/refusal';
import {
  areaPolicy,
  Database,
  grant,
  persistenceFoundation,
  PersistenceModule,
  sessionOf,
  systemSession,
  type DatabaseDefinition,
} from '@jingzhun/persistence';
import { idempotencyTables, ServiceShellModule } from '../index.js';
import { startTestService, walkAreas, type TestService } from './index.js';

const RECORD = '01548a0c-0000-7000-8000-00000000000a';

class NotHere extends Refusal {
  constructor() {
    const text = { title: 'x', detail: 'y', next: 'z' };
    super({ code: 'base.not-found', status: 404, zh: text, en: text });
  }
}

@Controller('bases')
class BasesController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @RequirePermission('household.read')
  async list(@Caller() caller: Principal): Promise<{ items: unknown[] }> {
    return this.database.connection(sessionOf(caller), async (client) => ({ items: (await client.query('select id from base')).rows }));
  }

  // this one forgets the area
  @Get('all')
  @RequirePermission('household.read')
  async all(): Promise<{ items: unknown[] }> {
    return this.database.connection(systemSession('scheduler'), async (client) => ({
      items: (await client.query('select id from base')).rows,
    }));
  }

  @Get(':id')
  @RequirePermission('household.read')
  async one(@Caller() caller: Principal, @Param('id') id: string): Promise<unknown> {
    const { rows } = await this.database.connection(sessionOf(caller), (client) => client.query('select id from base where id = $1', [id]));
    if (!rows[0]) throw new NotHere();
    return rows[0];
  }

  // and so does this one
  @Post(':id/close')
  @HttpCode(200)
  @RequirePermission('household.read')
  async close(@Param('id') id: string): Promise<unknown> {
    await this.database.connection(systemSession('scheduler'), (client) =>
      client.query('update base set closed = true where id = $1', [id]),
    );
    return {};
  }
}

const definition: DatabaseDefinition = {
  department: 'industry',
  entities: [],
  migrations: [
    class CreateBases extends Migration {
      override up(): void {
        for (const sql of [
          ...persistenceFoundation('industry'),
          ...idempotencyTables('industry'),
          'create table base (id uuid primary key, village_code text collate "C" not null, closed boolean not null default false)',
          ...areaPolicy('base'),
          grant('industry', 'base'),
        ])
          this.addSql(sql);
      }
    },
  ],
};

@Module({
  imports: [PersistenceModule.forRoot(definition), ServiceShellModule.forRoot('industry'), AuthModule.forRoot({ department: 'industry' })],
  controllers: [BasesController],
})
class BasesModule {}

describe('the walk over areas', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ definition, module: BasesModule });
    const superuser = new pg.Client({ connectionString: service.database.superuserUrl });
    await superuser.connect();
    await superuser.query(`insert into base values ($1, '360781102208')`, [RECORD]);
    await superuser.end();
  });
  afterAll(() => service.stop());

  it('finds a list that names a record of another area and a command that acts on one, and nothing else', async () => {
    const { tables, leaks } = await walkAreas(service, 'industry');
    expect(tables).toEqual(['base']);
    expect(leaks).toEqual([`GET /api/industry/v1/bases/all: 200 names ${RECORD}`, `POST /api/industry/v1/bases/${RECORD}/close: 200`]);
  });
});
