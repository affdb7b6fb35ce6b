import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { loadPack, type PolicyPack } from '@jingzhun/policy';

/** The county this register is for: its divisions and parameters. */
export class CountyPack {
  readonly county: DivisionPrefix;

  constructor(readonly pack: PolicyPack) {
    this.county = DivisionPrefix.parse(pack.county.code);
  }

  /** `JINGZHUN_COUNTY_PACK` names the pack; Ruijin's is the default. */
  static fromEnvironment(env: NodeJS.ProcessEnv = process.env): CountyPack {
    return new CountyPack(loadPack(env['JINGZHUN_COUNTY_PACK']));
  }
}
