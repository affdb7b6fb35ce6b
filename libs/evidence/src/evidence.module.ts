import path from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Department } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { AttachmentController } from './attachment/attachment.controller.js';
import { AttachmentReading } from './attachment/attachment-reading.js';
import { Attachments } from './attachment/attachments.js';
import { FileKeyRotation } from './attachment/file-key-rotation.js';
import { StoredFiles } from './attachment/stored-files.js';
import { EVIDENCE_OPTIONS, type EvidenceOptions } from './evidence-options.js';
import { SealKeyController } from './seal/seal-key.controller.js';
import { SealKeys } from './seal/seal-keys.js';
import { SignatureController } from './signature/signature.controller.js';
import { SignatureQueries } from './signature/signature.queries.js';
import { Signatures } from './signature/signatures.js';
import { SigningProofs } from './signature/signing-proofs.js';
import { ArrivingFiles } from './upload/arriving-files.js';
import { EvidenceUpkeep } from './upload/evidence-upkeep.js';
import { FinishUploads } from './upload/finish-uploads.js';
import { UploadController } from './upload/upload.controller.js';
import { Uploads } from './upload/uploads.js';

/** Attachments and signatures of a department; needs its `Vault`, and the tables of `evidenceTables`. */
@Module({})
export class EvidenceModule {
  static forRoot({ department }: { department: Department }): DynamicModule {
    return {
      module: EvidenceModule,
      global: true,
      controllers: [UploadController, AttachmentController, SignatureController, SealKeyController],
      providers: [
        { provide: EVIDENCE_OPTIONS, useFactory: () => optionsOf(department) },
        {
          provide: ArrivingFiles,
          useFactory: (options: EvidenceOptions) => new ArrivingFiles(folderOf(options, 'uploads')),
          inject: [EVIDENCE_OPTIONS],
        },
        {
          provide: StoredFiles,
          useFactory: (options: EvidenceOptions, vault: Vault) => new StoredFiles(folderOf(options, 'attachments'), vault.files),
          inject: [EVIDENCE_OPTIONS, Vault],
        },
        Uploads,
        FinishUploads,
        EvidenceUpkeep,
        Attachments,
        AttachmentReading,
        FileKeyRotation,
        SealKeys,
        SigningProofs,
        Signatures,
        SignatureQueries,
      ],
      exports: [Attachments, Signatures, FileKeyRotation],
    };
  }
}

function optionsOf(department: Department): EvidenceOptions {
  const keysFolder = process.env['JINGZHUN_KEYS'];
  if (!keysFolder) throw new Error(`${department} does not start: JINGZHUN_KEYS is not set, the folder of the keys`);
  return { department, keysFolder, dataFolder: process.env['JINGZHUN_DATA'] ?? '.data' };
}

const folderOf = ({ dataFolder, department }: EvidenceOptions, name: string): string => path.join(dataFolder, department, name);
