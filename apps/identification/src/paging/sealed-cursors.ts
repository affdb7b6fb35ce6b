import { Inject, Injectable } from '@nestjs/common';
import { Vault } from '@jingzhun/vault';
import { InvalidCursor } from './paging.errors.js';

export type CursorValue = string | number | null;

/**
 * Where a list goes on. Sort values can be names, so a cursor is encrypted: nothing can be read from it in an address or a log,
 * and it works only for the list and the account it was made for.
 */
@Injectable()
export class SealedCursors {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  seal(list: string, accountId: string, values: readonly CursorValue[]): string {
    return this.vault.fields.encrypt(JSON.stringify(values), place(list, accountId)).toString('base64url');
  }

  /** @throws InvalidCursor when it is not one of ours */
  open(list: string, accountId: string, cursor: string): CursorValue[] {
    try {
      return JSON.parse(this.vault.fields.decrypt(Buffer.from(cursor, 'base64url'), place(list, accountId))) as CursorValue[];
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
