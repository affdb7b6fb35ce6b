import { Refusal } from '@jingzhun/domain/refusal';
import type { Vault } from '@jingzhun/vault';

/** Where a list goes on: encrypted, so that it works for the account and the list it was made for and says nothing in a log. */
export const sealCursor = (vault: Vault, list: string, accountId: string, values: readonly string[]): string =>
  vault.fields.encrypt(JSON.stringify(values), { table: 'cursor', column: list, rowId: accountId }).toString('base64url');

/** @throws Refusal when it is not one of ours */
export function openCursor(vault: Vault, list: string, accountId: string, cursor: string): string[] {
  try {
    return JSON.parse(
      vault.fields.decrypt(Buffer.from(cursor, 'base64url'), { table: 'cursor', column: list, rowId: accountId }),
    ) as string[];
  } catch {
    throw new Refusal({
      code: 'list.invalid-cursor',
      status: 400,
      zh: { title: '翻页标记无效', detail: '翻页标记不属于本列表，或已经失效。', next: '请从第一页重新查看。' },
      en: { title: 'Invalid cursor', detail: 'The cursor does not belong to this list.', next: 'Begin again with the first page.' },
    });
  }
}
