import { Module, type DynamicModule } from '@nestjs/common';
import type { Department } from '@jingzhun/persistence';
import { Attachments } from './attachment/attachments.js';
import { EVIDENCE_OPTIONS, type EvidenceOptions } from './evidence-options.js';
import { SealKeys } from './seal/seal-keys.js';
import { Signatures } from './signature/signatures.js';
import { SigningProofs } from './signature/signing-proofs.js';

/** Attachments and signatures of a department; needs its `Vault`, and the tables of `evidenceTables`. */
@Module({})
export class EvidenceModule {
  static forRoot({ department }: { department: Department }): DynamicModule {
    return {
      module: EvidenceModule,
      global: true,
      providers: [{ provide: EVIDENCE_OPTIONS, useFactory: () => optionsOf(department) }, Attachments, SealKeys, SigningProofs, Signatures],
      exports: [Attachments, Signatures],
    };
  }
}

function optionsOf(department: Department): EvidenceOptions {
  const keysFolder = process.env['JINGZHUN_KEYS'];
  if (!keysFolder) throw new Error(`${department} does not start: JINGZHUN_KEYS is not set, the folder of the keys`);
  return { department, keysFolder, dataFolder: process.env['JINGZHUN_DATA'] ?? '.data' };
}
