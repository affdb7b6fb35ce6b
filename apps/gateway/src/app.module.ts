import { Module } from '@nestjs/common';
import { AuditModule } from '@jingzhun/audit';
import { AuthModule, TokenVerifier } from '@jingzhun/auth';
import { MessagingModule } from '@jingzhun/messaging';
import { PersistenceModule, type Clock } from '@jingzhun/persistence';
import { MessagingOperationsModule, ServiceShellModule } from '@jingzhun/service-shell';
import { AccountsModule } from './accounts/accounts.module.js';
import { GATEWAY_CONFIG, type GatewayConfig } from './config.js';
import { DemoModule } from './demo/demo.module.js';
import { FoundationModule } from './foundation.module.js';
import { HealthModule } from './health/health.module.js';
import { MACHINE_TIME } from './machine-time.js';
import { definition } from './mikro-orm.config.js';
import { PortalModule } from './portal/portal.module.js';
import { PublicSiteModule } from './public-site/public-site.module.js';
import { SessionModule } from './session/session.module.js';
import { SetUpModule } from './set-up/set-up.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { SigningKeys } from './signing-keys/signing-keys.js';
import { SigningKeysModule } from './signing-keys/signing-keys.module.js';
import { SigningProofModule } from './signing-proof/signing-proof.module.js';

/** The issuer checks its own tokens with its own keys. */
const verifier = {
  provide: TokenVerifier,
  useFactory: (keys: SigningKeys, clock: Clock, { issuer }: GatewayConfig) => new TokenVerifier({ issuer, keys: keys.find, clock }),
  inject: [SigningKeys, MACHINE_TIME, GATEWAY_CONFIG],
};

@Module({
  imports: [
    PersistenceModule.forRoot(definition),
    ServiceShellModule.forRoot('gateway'),
    AuditModule.forRoot('gateway'),
    MessagingModule.forRoot({ department: 'gateway' }),
    MessagingOperationsModule,
    AuthModule.forRoot({ department: 'gateway', anyDepartment: true, verifier, imports: [SigningKeysModule] }),
    FoundationModule,
    SigningKeysModule,
    SigningProofModule,
    AccountsModule,
    SignInModule,
    SessionModule,
    SetUpModule,
    DemoModule,
    HealthModule,
    PublicSiteModule,
    PortalModule,
  ],
})
export class AppModule {}
