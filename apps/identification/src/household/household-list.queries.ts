import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { parseIdNumber } from '@jingzhun/domain/id-number';
import { Database, sessionOf } from '@jingzhun/persistence';
import { Vault, SealedCursors, type CursorValue } from '@jingzhun/vault';
import type {
  FoundHousehold,
  FoundHouseholdList,
  HouseholdList,
  HouseholdRow,
  HouseholdSort,
  ListHouseholdsQuery,
  SearchHouseholdsRequest,
} from './household.dto.js';
import { UnusableValue } from './household.errors.js';

const ROW = `h.id, h.number, h.village_code as "villageCode", h.group_name as "groupName", h.head_name as "headName",
  h.member_count as "memberCount", h.category, h.status, h.main_cause as "mainCause", i.net as "netIncomePerPersonFen",
  h.registered_on as "registeredOn", h.registered_elsewhere as "registeredElsewhere", h.version,
  (select count(*)::int from finding f where f.household_id = h.id and f.resolved_at is null) as "openFindings",
  (select count(*)::int from correction c where c.household_id = h.id and c.status = 'proposed') as "pendingCorrections"`;

const FROM = `household h left join lateral (
  select net_per_person_fen as net from household_income where household_id = h.id order by year desc, revision desc limit 1) i on true`;

/** How a list is ordered, and where it goes on. Each ends with the number, which is unique. Households without income come last. */
const SORTS: Readonly<Record<HouseholdSort, { order: string; after: string; key(row: HouseholdRow): CursorValue[] }>> = {
  village: {
    order: 'h.village_code, h.number',
    after: '(h.village_code, h.number) > ($1::text, $2::text)',
    key: (row) => [row.villageCode, row.number],
  },
  number: { order: 'h.number', after: 'h.number > $2::text', key: (row) => ['', row.number] },
  members: {
    order: 'h.member_count desc, h.number',
    after: '(-h.member_count, h.number) > (-($1::text)::int, $2::text)',
    key: (row) => [row.memberCount, row.number],
  },
  income: {
    order: 'coalesce(i.net, 9007199254740991), h.number',
    after: '(coalesce(i.net, 9007199254740991), h.number) > (($1::text)::bigint, $2::text)',
    key: (row) => [row.netIncomePerPersonFen ?? Number.MAX_SAFE_INTEGER, row.number],
  },
};

@Injectable()
export class HouseholdListQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async list(principal: Principal, query: ListHouseholdsQuery): Promise<HouseholdList> {
    const sort = SORTS[query.sort];
    const list = `households ${query.sort}`;
    const start = query.cursor ? this.cursors.open(list, principal.accountId, query.cursor) : undefined;
    const where = ['h.village_code between $3 and $4'];
    const { from, to } = areaRange((query.area ?? '') as DivisionPrefix);
    const values: unknown[] = [start ? String(start[0]) : null, start ? String(start[1]) : null, from, to];
    for (const [column, value] of [
      ['category', query.category],
      ['status', query.status],
      ['main_cause', query.mainCause],
    ] as const) {
      if (value !== undefined) where.push(`h.${column} = $${values.push(value)}`);
    }
    // every bound value needs a use, also where the first page has none for the cursor
    const whole = `${where.join(' and ')} and ($1::text is null or true) and ($2::text is null or true)`;
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<HouseholdRow>(
        `select ${ROW} from ${FROM} where ${whole}${start ? ` and ${sort.after}` : ''}
         order by ${sort.order} limit ${query.limit + 1}`,
        values,
      );
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      const nextCursor = rows.length > query.limit && last ? this.cursors.seal(list, principal.accountId, sort.key(last)) : null;
      if (start) return { items, nextCursor };
      const counted = await client.query<{ total: number }>(`select count(*)::int as total from household h where ${whole}`, values);
      return { items, nextCursor, total: counted.rows[0]?.total ?? 0 };
    });
  }

  /** Households one of whose members, or whose phone or account, fits all given terms. */
  async search(principal: Principal, terms: SearchHouseholdsRequest): Promise<FoundHouseholdList> {
    const { from, to } = areaRange((terms.area ?? '') as DivisionPrefix);
    const values: unknown[] = [from, to];
    const where = ['h.village_code between $1 and $2'];
    const person: string[] = [];
    if (terms.name !== undefined) {
      values.push(terms.name, afterPrefix(terms.name));
      person.push(`p.name >= $${values.length - 1} and p.name < $${values.length}`);
    }
    if (terms.idNumber !== undefined) person.push(`p.id_index = $${values.push(this.indexOfIdNumber(terms.idNumber))}`);
    if (terms.phone !== undefined) where.push(`h.phone_index = $${values.push(this.vault.index.of('phone', terms.phone))}`);
    if (terms.bankAccount !== undefined)
      where.push(`h.bank_index = $${values.push(this.vault.index.of('bankAccount', terms.bankAccount))}`);
    if (person.length > 0)
      where.push(
        `h.id in (select m.household_id from person p join member m on m.person_id = p.id and m.valid_to is null where ${person.join(' and ')})`,
      );
    // the member that fits is named for the households of the answer only; "offset 0" has him looked for among the members, not the members among all who fit
    const matched =
      person.length === 0
        ? 'null'
        : `(select p.name from (select p.*, m.relation from member m join person p on p.id = m.person_id
              where m.household_id = h.id and m.valid_to is null offset 0) p where ${person.join(' and ')} order by p.relation limit 1)`;
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<FoundHousehold>(
        `with found as materialized (select h.id from household h where ${where.join(' and ')} order by h.village_code, h.number limit ${terms.limit})
         select ${ROW}, ${matched} as "matchedPerson" from ${FROM} where h.id in (select id from found) order by h.village_code, h.number`,
        values,
      );
      return { items: rows, nextCursor: null };
    });
  }

  private indexOfIdNumber(text: string): Buffer {
    const number = parseIdNumber(text);
    if (!number.ok) throw new UnusableValue('/idNumber', number.problem);
    return this.vault.index.of('idNumber', number.value.idNumber18);
  }
}

/** The first text after all that begin with the prefix, in code-point order as the C collation has it. */
function afterPrefix(prefix: string): string {
  const points = [...prefix];
  const last = points.pop()?.codePointAt(0) ?? 0;
  // surrogates are no characters: the code point after U+D7FF is U+E000
  const next = last === 0xd7ff ? 0xe000 : last + 1;
  return points.join('') + (next > 0x10ffff ? '\u{10ffff}' : String.fromCodePoint(next));
}
