import type { RuleCode, Subject } from '../../../api/identification/screening.js';

/** The verdict of an application stands below its case, that of a household below its page. */
export const verdictAddress = ({ kind, id }: Subject, rule?: RuleCode): string =>
  `/identification/${kind === 'household' ? 'households' : 'cases'}/${id}/verdict${rule ? `#${rule}` : ''}`;

export const oldVerdictAddress = (screeningId: string): string => `/identification/verdicts/${screeningId}`;
