import { Body, Controller, Get, HttpCode, Inject, Module, Param, Post } from '@nestjs/common';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import { z } from 'zod';
import { AuthModule, Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { Refusal } from '@jingzhun/domain/refusal';
import { Uuid } from '@jingzhun/domain/uuid';
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

const NewBase = z.strictObject({ villageCode: DivisionCode, name: z.string().min(2), areaMu: z.int().positive() }).meta({ id: 'NewBase' });
const Renaming = z.strictObject({ baseId: Uuid, name: z.string().min(2) }).meta({ id: 'Renaming' });
const Votes = z
  .strictObject({ baseId: Uuid, present: z.int(), eligible: z.int() })
  .refine(({ present, eligible }) => present < eligible)
  .meta({ id: 'Votes' });

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

  // nor does this one look where the base would lie
  @Post()
  @RequirePermission('household.read')
  async found(@Body({ schema: NewBase }) { villageCode }: z.infer<typeof NewBase>): Promise<unknown> {
    await this.database.connection(systemSession('scheduler'), (client) =>
      client.query('insert into base (id, village_code) values (gen_random_uuid(), $1)', [villageCode]),
    );
    return {};
  }

  // refuses, after it has written
  @Post('renamings')
  @RequirePermission('household.read')
  async rename(@Body({ schema: Renaming }) { baseId }: z.infer<typeof Renaming>): Promise<unknown> {
    await this.database.connection(systemSession('scheduler'), (client) =>
      client.query('update base set closed = not closed where id = $1', [baseId]),
    );
    throw new NotHere();
  }

  @Post('namings')
  @RequirePermission('household.read')
  async name(@Caller() caller: Principal, @Body({ schema: Renaming }) { baseId }: z.infer<typeof Renaming>): Promise<unknown> {
    return this.one(caller, baseId);
  }

  // only words say that fewer come than may
  @Post('votes')
  @RequirePermission('household.read')
  vote(@Body({ schema: Votes }) _: z.infer<typeof Votes>): unknown {
    throw new NotHere();
  }

  @Post('counts')
  @RequirePermission('household.read')
  count(): unknown {
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

  it('finds lists that name a record of another area, commands that act on one or found one there, and nothing else', async () => {
    const { tables, leaks, unreached, nameless, harmless } = await walkAreas(service, 'industry');
    expect(tables).toEqual(['base']);
    expect(leaks.map((leak) => leak.replace('/api/industry/v1/', ''))).toEqual([
      `GET bases/all: 200 names ${RECORD}`,
      `POST bases/${RECORD}/close: 200 and writes base`,
      'POST bases: 201 and writes base',
      'POST bases/renamings: 404 and writes base',
    ]);
    expect(unreached).toEqual({ 'POST /api/industry/v1/bases/votes': '400 request.malformed' });
    expect([nameless, harmless]).toEqual([['POST /api/industry/v1/bases/counts', 'POST /api/industry/v1/clock/advance'], []]);
  });

  it('reaches a command whose rule only words tell with the fields it is given', async () => {
    const { unreached } = await walkAreas(service, 'industry', { fields: { present: 0 } });
    expect(unreached).toEqual({});
  });
});
