import type { RuleSetTemplate } from './resolve-rule-set.js';
import { REGISTER_KINDS } from './register-kind.js';
import { of } from './rule-parts.js';
import { STRICT_REVIEWS_2015 } from './strict-reviews-2015.js';
import { VETOES_2015 } from './vetoes-2015.js';

/**
 * The seven vetoes and four strict reviews as data. Numbers and lists of classes stand in policy parameters and are filled in when the
 * set is read, so that a judgement keeps what it was made by. Never changed after release: a new wording is a new version beside it.
 */
export const RULE_SET_2015: RuleSetTemplate = {
  version: '2015.1',
  validFrom: '2010-01-01',
  source: {
    zh: '江西省关于进一步做好精准识别工作的指导意见（2015年“回头看”）“七个一票否决、四个从严审核”，据公开转载整理',
    en: 'Jiangxi guiding opinion on further identification (look-back of 2015), seven vetoes and four strict reviews, after public reprints',
  },
  maxAgeDays: Object.fromEntries(REGISTER_KINDS.map((kind) => [kind, of(kind, 'maxAgeDays')])),
  rules: [...VETOES_2015, ...STRICT_REVIEWS_2015],
};
