import { Injectable } from '@nestjs/common';
import { isValidOn, type Division } from '@jingzhun/domain/division';
import { codeOf, townshipOf, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';

/** Everyday form of a committee's name, never without its township: two villages may share a name. */
const everyday = (name: string): string => name.replace(/村民委员会$/, '村').replace(/居民委员会$/, '社区');

/** Names of areas from the county pack: known without asking a department, which may be down. */
@Injectable()
export class AreaNames {
  constructor(private readonly divisions: readonly Division[]) {}

  /** 瑞金市 · 壬田镇 · 壬田镇凤岗村; the code itself where the pack does not know it. */
  nameOf(area: DivisionPrefix, on: PlainDate): string {
    const own = this.find(codeOf(area), on);
    if (!own) return area;
    const township = area.length === 12 ? townshipOf(codeOf(area)) : undefined;
    return `${(township && this.find(codeOf(township), on)?.name) ?? ''}${everyday(own.name)}`;
  }

  private find(code: string, on: PlainDate): Division | undefined {
    const known = this.divisions.filter((division) => division.code === code);
    return known.find((division) => isValidOn(division, on)) ?? known.at(-1);
  }
}
