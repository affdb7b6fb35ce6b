import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Refusal } from '@jingzhun/domain/refusal';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import type { DivisionList, DivisionResponse } from './division.dto.js';

export class DivisionNotFound extends Refusal {
  constructor() {
    super({
      code: 'division.not-found',
      status: 404,
      zh: { title: '没有这个区划', detail: '所选日期没有这个行政区划代码。', next: '请核对代码和日期；改名、升格的乡镇使用新代码。' },
      en: {
        title: 'No such division',
        detail: 'On that day there is no division with this code.',
        next: 'Check the code and the day; a township that became a town has a new code.',
      },
    });
  }
}

const COLUMNS = `code, name, level, kind, parent_code as "parentCode", valid_from as "validFrom", valid_to as "validTo", successor_code as "successorCode"`;

@Injectable()
export class DivisionQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async list(principal: Principal, asOf?: PlainDate): Promise<DivisionList> {
    return { items: await this.read(principal, 'order by code', [], asOf) };
  }

  /** @throws DivisionNotFound */
  async get(principal: Principal, code: string, asOf?: PlainDate): Promise<DivisionResponse> {
    const [division] = await this.read(principal, 'and code = $2', [code], asOf);
    if (!division) throw new DivisionNotFound();
    return division;
  }

  private read(principal: Principal, rest: string, values: unknown[], asOf?: PlainDate): Promise<DivisionResponse[]> {
    const on = asOf ?? plainDateInShanghai(this.clock.now());
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<DivisionResponse>(
        `select ${COLUMNS} from division where valid_from <= $1 and (valid_to is null or $1 < valid_to) ${rest}`,
        [on, ...values],
      );
      return rows;
    });
  }
}
