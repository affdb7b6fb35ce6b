import { Injectable } from '@nestjs/common';
import { countyOf, codeOf, townshipOf, type DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { PlaceNames } from '@jingzhun/notices';
import type { Handle } from '@jingzhun/persistence';
import { run } from '../household/run-on-handle.js';

/** County, township and village by the names they have on a day. */
@Injectable()
export class DivisionNames implements PlaceNames {
  async of(handle: Handle, place: DivisionCode, on: PlainDate): Promise<string[]> {
    const township = townshipOf(place);
    const codes = [codeOf(countyOf(place)), ...(township ? [codeOf(township)] : []), place];
    const rows = await run<{ name: string }>(
      handle,
      `select distinct on (d.code) d.name from division d where d.code = any($1::text[]) and d.valid_from <= $2::date and (d.valid_to is null or d.valid_to > $2::date)
       order by d.code, d.valid_from desc`,
      [codes, on],
    );
    return rows.map(({ name }) => name);
  }
}
