import { Refusal } from '@jingzhun/domain/refusal';
import type { FieldCipher } from './field-cipher.js';

export type CursorValue = string | number | null;

/**
 * Where a list goes on. Sort values can be names, so a cursor is encrypted: nothing can be read from it in an address or a log,
 * and it works only for the list and the account it was made for.
 */
export class SealedCursors {
  constructor(private readonly fields: FieldCipher) {}

  seal(list: string, accountId: string, values: readonly CursorValue[]): string {
    return this.fields.encrypt(JSON.stringify(values), place(list, accountId)).toString('base64url');
  }

  /** @throws InvalidCursor when it is not one of ours */
  open(list: string, accountId: string, cursor: string): CursorValue[] {
    try {
      return JSON.parse(this.fields.decrypt(Buffer.from(cursor, 'base64url'), place(list, accountId))) as CursorValue[];
    } catch {
      throw new InvalidCursor();
    }
  }
}

const place = (list: string, accountId: string): { table: string; column: string; rowId: string } => ({
  table: 'cursor',
  column: list,
  rowId: accountId,
});

export class InvalidCursor extends Refusal {
  constructor() {
    super({
      code: 'list.invalid-cursor',
      status: 400,
      zh: { title: '翻页标记无效', detail: '翻页标记不属于本列表，或已经失效。', next: '请从第一页重新查看。' },
      en: {
        title: 'Invalid cursor',
        detail: 'The cursor does not belong to this list or is no longer valid.',
        next: 'Begin again with the first page.',
      },
    });
  }
}
