import { Body, Controller, Inject, Module, Post } from '@nestjs/common';
import { Migration } from '@mikro-orm/migrations';
import { z } from 'zod';
import { AuthModule, Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import {
  Database,
  grant,
  persistenceFoundation,
  PersistenceModule,
  sessionOf,
  StandingClock,
  type DatabaseDefinition,
} from '@jingzhun/persistence';
import { idempotencyTables, ServiceShellModule } from '../index.js';
import { admits } from './admits.js';
import { startTestService, type TestService } from './start-test-service.js';
import { walkFields } from './walk-fields.js';

const Kept = z.strictObject({ seedlings: z.int().positive(), note: z.string().max(50) });
const Broken = z.strictObject({ seedlings: z.int().positive(), note: z.string().max(50).optional() });
/** Says that it wants a number and takes nothing for one. */
const Loose = z.strictObject({ seedlings: z.preprocess((given) => given ?? 1, z.int().positive()), note: z.string().max(50) });

@Controller('orders')
class OrdersController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Post('kept')
  @RequirePermission('household.read')
  keep(@Caller() caller: Principal, @Body({ schema: Kept }) order: z.infer<typeof Kept>): Promise<object> {
    return this.insert(caller, order);
  }

  @Post('broken')
  @RequirePermission('household.read')
  break(@Caller() caller: Principal, @Body({ schema: Broken }) order: z.infer<typeof Broken>): Promise<object> {
    return this.insert(caller, order);
  }

  @Post('loose')
  @RequirePermission('household.read')
  lose(@Caller() caller: Principal, @Body({ schema: Loose }) order: z.infer<typeof Loose>): Promise<object> {
    return this.insert(caller, order);
  }

  private async insert(caller: Principal, { seedlings, note }: z.infer<typeof Broken>): Promise<object> {
    await this.database.connection(sessionOf(caller), (client) => client.query('insert into orders values ($1, $2)', [seedlings, note]));
    return { seedlings };
  }
}

class CreateOrders extends Migration {
  override up(): void {
    for (const sql of [
      ...persistenceFoundation('industry'),
      ...idempotencyTables('industry'),
      'create table orders (seedlings int not null, note text not null)',
      grant('industry', 'orders'),
    ])
      this.addSql(sql);
  }
}
const definition: DatabaseDefinition = { department: 'industry', entities: [], migrations: [CreateOrders] };

@Module({
  imports: [PersistenceModule.forRoot(definition), ServiceShellModule.forRoot('industry'), AuthModule.forRoot({ department: 'industry' })],
  controllers: [OrdersController],
})
class IndustryLikeModule {}

describe('a walk over the fields of all routes', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({
      definition,
      module: IndustryLikeModule,
      clock: new StandingClock(new Date('2016-03-01T00:00:00Z')),
    });
  });
  afterAll(async () => service?.stop());

  it('finds a column that stays empty and a field that is not asked for as the document says, and nothing else', async () => {
    const { asked, refused, wrong } = await walkFields(service, 'industry');
    expect([asked > 10, refused > 5]).toEqual([true, true]);
    const of = wrong.filter((line) => line.includes('/orders/')).map((line) => line.replace('POST /api/industry/v1/orders/', ''));
    expect(of.toSorted()).toEqual([
      'broken with what must be there: 500 service.unexpected',
      'broken without /note: 500 service.unexpected',
      'loose /seedlings null: 201 ',
      'loose without /seedlings: 201 ',
    ]);
    expect(wrong).toHaveLength(of.length);
  });

  it.each([
    [{ a: 1 }, true],
    [{ a: 1, b: null }, true],
    [{ a: null }, false],
    [{}, false],
    [{ a: 1, c: 1 }, false],
    [{ a: 1, d: [{ kind: 'x' }] }, true],
    [{ a: 1, d: [null] }, false],
    [{ a: 1, d: [{ kind: 'z' }] }, false],
  ])('knows what a document admits: %j %s', (value, isAdmitted) => {
    const inner = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('x') }),
      z.strictObject({ kind: z.literal('y'), e: z.string() }),
    ]);
    const schema = z.strictObject({ a: z.int(), b: z.string().nullable().optional(), d: z.array(inner).optional() });
    expect(admits(z.toJSONSchema(schema) as never, value, {})).toBe(isAdmitted);
  });
});
