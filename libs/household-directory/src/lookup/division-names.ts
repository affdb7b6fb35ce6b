import { Injectable, Module } from '@nestjs/common';
import { fromTheCountyDown, type DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';

/** County, township and village by the names they have on a day, from the department's own copy of the divisions: `PlaceNames` of notices and of reminders. */
@Injectable()
export class DivisionNames {
  async of(handle: Handle, places: readonly DivisionCode[], on: PlainDate): Promise<Map<DivisionCode, string[]>> {
    const wanted = [...new Set(places.flatMap(fromTheCountyDown))];
    const rows = await run<{ code: DivisionCode; name: string }>(
      handle,
      'select code, name from directory_division where code = any($1::text[]) and valid_from <= $2::date',
      [wanted, on],
    );
    const names = new Map(rows.map(({ code, name }) => [code, name]));
    return new Map(places.map((place) => [place, fromTheCountyDown(place).flatMap((code) => names.get(code) ?? [])]));
  }
}

@Module({ providers: [DivisionNames], exports: [DivisionNames] })
export class DivisionNamesModule {}
