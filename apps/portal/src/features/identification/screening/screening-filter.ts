import { RULES, type RuleCode, type RuleResult, type SubjectKind, type VerdictFilter } from '../../../api/identification/screening.js';

const results: readonly RuleResult[] = ['veto', 'strict', 'unknown', 'pass'];
const isRule = (text: string): text is RuleCode => (RULES as readonly string[]).includes(text);
const isResult = (text: string): text is RuleResult => (results as readonly string[]).includes(text);

export const kindIn = (parameters: URLSearchParams): SubjectKind =>
  parameters.get('kind') === 'application' ? 'application' : 'household';
export const areaIn = (parameters: URLSearchParams): string | undefined => /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0];
export function ruleIn(parameters: URLSearchParams): RuleCode | undefined {
  const rule = parameters.get('rule') ?? '';
  return isRule(rule) ? rule : undefined;
}

/** Filters live in the address: areas and codes only, never a name. */
export function verdictFilterOf(parameters: URLSearchParams): VerdictFilter {
  const result = parameters.get('result') ?? '';
  return {
    kind: kindIn(parameters),
    area: areaIn(parameters),
    rule: ruleIn(parameters),
    result: isResult(result) ? result : undefined,
  };
}

/** What is the ordinary case stays out of the address. */
export function parametersOf(filter: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) if (value && value !== 'household' && value !== 'confirm') parameters.set(key, value);
  return parameters;
}

const withSearch = (path: string, filter: Readonly<Record<string, string | undefined>>): string => {
  const text = parametersOf(filter).toString();
  return text ? `${path}?${text}` : path;
};

export const tasksAddress = (filter: { kind?: SubjectKind; rule?: RuleCode; area?: string | undefined; task?: string }): string =>
  withSearch('/identification/screening-tasks', filter);
