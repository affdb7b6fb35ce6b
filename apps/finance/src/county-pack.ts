import { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PolicyPack } from '@jingzhun/policy';

/** The county whose money this is. */
export class CountyPack {
  readonly county: DivisionPrefix;

  constructor(readonly pack: PolicyPack) {
    this.county = DivisionPrefix.parse(pack.county.code);
  }
}
