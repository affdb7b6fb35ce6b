import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import { AuditModule, auditTables } from '@jingzhun/audit';
import { AuthModule, type Principal } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import { Clock, Database, PersistenceModule, persistenceFoundation, StandingClock, type DatabaseDefinition } from '@jingzhun/persistence';
import { loadPack, policyDecisionTables, PolicyModule, policyTables } from '@jingzhun/policy';
import { idempotencyTables, ServiceShellModule } from '@jingzhun/service-shell';
import { startTestService, type TestService } from '@jingzhun/service-shell/testing';
import { openVault, Vault } from '@jingzhun/vault';
import { evidenceAudience, EvidenceModule, evidenceTables } from '../src/index.js';
import { EvidenceUpkeep } from '../src/upload/evidence-upkeep.js';

/** Evidence as the second department will use it: nothing in the library knows identification. */
class CreateTables extends Migration {
  override up(): void {
    const statements = [
      ...persistenceFoundation('finance'),
      ...auditTables('finance'),
      ...policyTables('finance'),
      ...policyDecisionTables('finance'),
      ...idempotencyTables('finance'),
      ...evidenceTables('finance'),
      ...evidenceAudience(),
    ];
    for (const sql of statements) this.addSql(sql);
  }
}
export const definition: DatabaseDefinition = { department: 'finance', entities: [], migrations: [CreateTables] };

@Global()
@Module({
  providers: [
    {
      provide: Vault,
      useFactory: (clock: Clock) => openVault({ keysFolder: process.env['JINGZHUN_KEYS'] ?? '', department: 'finance', now: clock.now() }),
      inject: [Clock],
    },
  ],
  exports: [Vault],
})
class KeysModule {}

@Module({
  imports: [
    PersistenceModule.forRoot(definition),
    ServiceShellModule.forRoot('finance'),
    AuthModule.forRoot({ department: 'finance' }),
    AuditModule.forRoot('finance'),
    PolicyModule.forRoot(() => loadPack('ruijin')),
    KeysModule,
    EvidenceModule.forRoot({ department: 'finance' }),
  ],
})
export class EvidenceTestModule {}

export interface EvidenceService extends TestService {
  clock: StandingClock;
  db: Database;
  superuser: pg.Pool;
  url: string;
  upkeep: EvidenceUpkeep;
  /** Everything that lies in the department's data folder, by path below it. */
  files(): string[];
  tokenFor(principal: Principal): Promise<string>;
}

export async function startEvidence(at = new Date('2016-06-15T02:00:00Z')): Promise<EvidenceService> {
  const clock = new StandingClock(at);
  const service = await startTestService({ definition, module: EvidenceTestModule, clock });
  const superuser = new pg.Pool({ connectionString: service.database.superuserUrl, max: 2 });
  superuser.on('error', () => undefined);
  return {
    ...service,
    clock,
    db: service.app.get(Database),
    superuser,
    url: `${(await service.app.getUrl()).replace('[::1]', '127.0.0.1')}/api/finance/v1`,
    upkeep: service.app.get(EvidenceUpkeep),
    files: () => filesBelow(path.join(service.folder, 'data', 'finance')),
    tokenFor: (principal) => service.issuer.tokenFor(principal, { lifetimeSeconds: 900 }),
    async stop() {
      await superuser.end();
      await service.stop();
    },
  };
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /^(uploads|attachments)/.test(path.relative(folder, entry.parentPath)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

export const VILLAGE = '360781102208';
export const officer = (parts: Parameters<typeof principalLike>[0] = {}): Principal =>
  principalLike({ department: 'finance', name: '李四', roles: ['township-officer'], area: '360781102', accountId: randomUUID(), ...parts });
