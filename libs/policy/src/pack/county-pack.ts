import { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PolicyPack } from './policy-pack.js';

/** The county a service works for: its divisions and parameters. Provided by `PolicyModule`. */
export class CountyPack {
  readonly county: DivisionPrefix;

  constructor(readonly pack: PolicyPack) {
    this.county = DivisionPrefix.parse(pack.county.code);
  }
}
