import { Inject, Injectable } from '@nestjs/common';
import { ERRORS, MemoryLocker, Server } from '@tus/server';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Refusal } from '@jingzhun/domain/refusal';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { ContentTooLarge } from '../content/content.errors.js';
import { EVIDENCE_OPTIONS, type EvidenceOptions } from '../evidence-options.js';
import { ArrivingFiles } from './arriving-files.js';
import { FinishUploads } from './finish-uploads.js';
import { describedUpload } from './upload-description.js';
import { UploadElsewhere, UploadInterrupted, UploadMisdescribed, UploadNotFound, UploadProtocolNeeded } from './upload.errors.js';
import { UploadStore } from './upload-store.js';

const Id = z.uuid();

/** Resumable uploads by the open protocol tus 1.0; the gateway passes them through as they come. */
@Injectable()
export class Uploads {
  private readonly locks = new MemoryLocker();
  private readonly machine = new Clock();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(ArrivingFiles) private readonly files: ArrivingFiles,
    @Inject(FinishUploads) private readonly finishing: FinishUploads,
    @Inject(EVIDENCE_OPTIONS) private readonly options: EvidenceOptions,
  ) {}

  /** Answers one request of the protocol. @throws Refusal, in which case nothing was answered yet */
  async handle(principal: Principal, request: Request, response: Response): Promise<void> {
    if (request.header('tus-resumable') !== '1.0.0') throw new UploadProtocolNeeded();
    const { keptMs, kinds, mostBytes } = await this.finishing.limits(principal.area);
    const most = Math.max(...kinds.map((kind) => mostBytes[kind]));
    const { database, vault, files, machine } = this;
    const server = new Server({
      path: `/api/${this.options.department}/v1/uploads`,
      relativeLocation: true,
      allowedOrigins: [],
      maxSize: most,
      datastore: new UploadStore({ database, vault, files, machine, principal, keptMs }),
      // somebody else's guess of an id must not stop an upload
      locker: { newLock: (id) => this.locks.newLock(`${principal.accountId} ${id}`) },
      namingFunction: (_request, metadata) => describedUpload(metadata, principal).id,
      getFileIdFromRequest: (_request, last) => Id.safeParse(last).data,
      onUploadFinish: async (_request, { id }) => {
        await this.finishing.finish(id);
        return {};
      },
      onResponseError: (_request, error) => {
        throw refusalOf(error, most);
      },
    });
    await server.handle(request, response);
  }
}

/** The protocol's own errors in the words of the office. */
function refusalOf(error: unknown, most: number): unknown {
  if (error instanceof Refusal) return error;
  switch ((error as { status_code?: number }).status_code) {
    case ERRORS.ABORTED.status_code:
      return error === ERRORS.ABORTED ? new UploadInterrupted() : new UploadMisdescribed();
    case ERRORS.MISSING_OFFSET.status_code:
    case ERRORS.UNSUPPORTED_CREATION_DEFER_LENGTH_EXTENSION.status_code:
      return new UploadMisdescribed();
    case ERRORS.FILE_NOT_FOUND.status_code:
    case ERRORS.FILE_NO_LONGER_EXISTS.status_code:
      return new UploadNotFound();
    case ERRORS.INVALID_OFFSET.status_code:
      return new UploadElsewhere();
    case ERRORS.ERR_SIZE_EXCEEDED.status_code:
      return error === ERRORS.ERR_MAX_SIZE_EXCEEDED ? new ContentTooLarge(undefined, most) : new UploadMisdescribed();
    default:
      return error;
  }
}
