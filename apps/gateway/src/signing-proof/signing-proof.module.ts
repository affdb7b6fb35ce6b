import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { SigningProofController } from './signing-proof.controller.js';
import { SigningProofService } from './signing-proof.service.js';

@Module({ imports: [AccountsModule, SigningKeysModule], controllers: [SigningProofController], providers: [SigningProofService] })
export class SigningProofModule {}
