import { level, townshipOf, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PublicNoticeSummary } from '@jingzhun/notices/public';
import type { Owner } from '../config.js';
import type { DepartmentNotices } from './notice-board.js';

export interface BoardNotice extends PublicNoticeSummary {
  readonly department: Owner;
}

/** A township with what hangs in it; or the county itself. */
export interface BoardPlace {
  readonly code: DivisionPrefix;
  readonly name: string;
  readonly notices: readonly BoardNotice[];
}

/** Whom and what a notice is about, where, and since when: what a reader tells it from the next one by. */
export function factsOf(
  { about, title, details, placeNames, groupName, postedOn }: PublicNoticeSummary,
  language: 'zh' | 'en',
): { name: string; facts: string[]; place: string; postedOn: string } {
  return {
    name: (about ?? title)[language],
    facts: [...(about ? [title[language]] : []), ...(details?.[language] ? [details[language]] : [])],
    place: [...placeNames.slice(1), groupName ?? ''].join(' ').trim(),
    postedOn,
  };
}

/** Everything that still hangs on a day; a list that is only remembered may hold what has ended since. */
export const hanging = (departments: readonly DepartmentNotices[], today: string): BoardNotice[] =>
  departments
    .flatMap(({ department, items }) => items.map((item) => ({ ...item, department })))
    .filter(({ lastDay }) => lastDay >= today)
    .sort((a, b) => (a.postedOn === b.postedOn ? (a.id < b.id ? 1 : -1) : a.postedOn < b.postedOn ? 1 : -1));

/** The townships in which something hangs, in the order of their codes, and what hangs for the whole county. */
export function townshipsOf(notices: readonly BoardNotice[]): { county: readonly BoardNotice[]; townships: BoardPlace[] } {
  const byTownship = byCode(Map.groupBy(notices, ({ place }) => townshipOf(place)));
  return {
    county: notices.filter(({ place }) => level(place) === 'county'),
    townships: byTownship.map(([code, list]) => ({ code, name: list[0]?.placeNames[1] ?? code, notices: list })),
  };
}

/** The villages of a township in which something hangs; the township's own notices come first. */
export function villagesOf(notices: readonly BoardNotice[], area: DivisionPrefix): BoardPlace[] {
  const inside = notices.filter(({ place }) => place.startsWith(area));
  return byCode(Map.groupBy(inside, ({ place }) => place as string as DivisionPrefix)).map(([code, list]) => ({
    code,
    name: list[0]?.placeNames.at(-1) ?? code,
    notices: list,
  }));
}

/** In the order of their codes. */
const byCode = <K extends DivisionPrefix>(groups: Map<K | undefined, BoardNotice[]>): [K, BoardNotice[]][] =>
  [...groups].filter((group): group is [K, BoardNotice[]] => group[0] !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
