import { Inject, Injectable } from '@nestjs/common';
import { Attachments } from '@jingzhun/evidence';
import { run, type Handle } from '@jingzhun/persistence';
import { EvidenceTooOpen } from './decision.errors.js';

/** Evidence of a confirmation or an answer: complete, its own, and not open to more people than what it proves. */
@Injectable()
export class EvidenceOfDecision {
  constructor(@Inject(Attachments) private readonly attachments: Attachments) {}

  /** @throws EvidenceTooOpen and the refusals of `Attachments.require` */
  async require(handle: Handle, ids: readonly string[], decision: { id: string; sensitive: boolean }): Promise<string[]> {
    const refs = await this.attachments.require(handle, ids, { on: { type: 'screening', id: decision.id } });
    if (decision.sensitive && refs.length > 0) {
      const open = await run<{ id: string }>(
        handle,
        `select id from attachment where id = any ($1::uuid[]) and audience <> 'confirmers' limit 1`,
        [refs.map(({ id }) => id)],
      );
      if (open.length > 0) throw new EvidenceTooOpen();
    }
    return refs.map(({ id }) => id);
  }
}
