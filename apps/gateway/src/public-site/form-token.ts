import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Sealed } from '../sealed.js';

const PURPOSE = 'objection form';
const LIFETIME_MS = 24 * 3_600_000;

const FormContent = z.object({ department: z.string(), noticeId: z.uuid(), submissionId: z.uuid() });
export type FormContent = z.infer<typeof FormContent>;

/**
 * What a form carries so that it can be told from one that somebody else made: for one notice, for a day. There are no cookies here and
 * so nothing of the reader's that another site could use; the token keeps others from sending forms in bulk that were never opened.
 */
@Injectable()
export class FormToken {
  constructor(@Inject(Sealed) private readonly sealed: Sealed) {}

  issue(department: string, noticeId: string): string {
    return this.sealed.seal(PURPOSE, { department, noticeId, submissionId: randomUUID() } satisfies FormContent, LIFETIME_MS);
  }

  /** Undefined when it is of another notice, altered or too old. */
  open(token: string, department: string, noticeId: string): FormContent | undefined {
    const content = this.sealed.open(PURPOSE, token, FormContent);
    return content?.department === department && content.noticeId === noticeId ? content : undefined;
  }
}
