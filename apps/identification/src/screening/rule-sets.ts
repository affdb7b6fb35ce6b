import type { RuleSetTemplate } from './rules/resolve-rule-set.js';
import { RULE_SET_2015 } from './rules/rule-set-2015.js';

/** Token of the versions this build knows; tests add others. */
export const RULE_SETS = Symbol('RULE_SETS');

export const SHIPPED_RULE_SETS: readonly RuleSetTemplate[] = [RULE_SET_2015];
