import type { Role } from '@jingzhun/auth';
import { codeOf, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { Words } from '@jingzhun/domain/lifecycle';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type pg from 'pg';

/** An office, never the person who holds it. */
export type Post = Words;

const ROLE_WORDS: Partial<Record<Role, Words>> = {
  'township-officer': { zh: '乡镇经办人', en: 'township officer' },
  'county-officer': { zh: '县级经办人', en: 'county officer' },
};

export async function postWords(client: pg.ClientBase, role: Role, area: DivisionPrefix, on: PlainDate): Promise<Post> {
  const { rows } = await client.query<{ name: string }>(
    'select name from division where code = $1 and valid_from <= $2::date order by valid_from desc limit 1',
    [codeOf(area), on],
  );
  const { zh, en } = ROLE_WORDS[role] ?? { zh: '经办人', en: 'officer' };
  const place = rows[0]?.name ?? '';
  return { zh: `${place}${zh}`, en: `${en}${place ? ` of ${place}` : ''}` };
}
