import { z } from 'zod';

/** Seven vetoes (一票否决) and four strict reviews (从严审核), in the order of the guiding opinion. */
export const RULE_CODES = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'R1', 'R2', 'R3', 'R4'] as const;
export const RuleCode = z.enum(RULE_CODES);
export type RuleCode = z.infer<typeof RuleCode>;

/** `unknown`: a register is missing or a person has to look; there is a task for it. */
export const RuleResult = z.enum(['pass', 'veto', 'strict', 'unknown']);
export type RuleResult = z.infer<typeof RuleResult>;
