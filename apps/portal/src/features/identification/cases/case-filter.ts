import { caseStates, type CaseFilter, type CaseKind, type CaseState } from '../../../api/identification/applications.js';

const kinds: readonly CaseKind[] = ['registration', 'removal', 'categoryChange'];
const isState = (text: string): text is CaseState => (caseStates as readonly string[]).includes(text);
const isKind = (text: string): text is CaseKind => (kinds as readonly string[]).includes(text);

/** Filters live in the address: areas and codes only, never a name. Open cases are meant unless an end is asked for. */
export function caseFilterOf(parameters: URLSearchParams): CaseFilter {
  const area = parameters.get('area') ?? '';
  const state = parameters.get('state') ?? '';
  const kind = parameters.get('kind') ?? '';
  const all = parameters.get('all') === 'yes';
  return {
    ...(/^\d{6}(\d{3}){0,2}$/.test(area) ? { area } : {}),
    ...(isState(state) ? { state } : all ? {} : { open: true }),
    ...(isKind(kind) ? { kind } : {}),
    ...(parameters.get('late') === 'yes' ? { late: true } : {}),
  };
}

export function caseParametersOf(filter: CaseFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const key of ['area', 'state', 'kind'] as const) if (filter[key]) parameters.set(key, filter[key]);
  if (filter.late) parameters.set('late', 'yes');
  if (!filter.state && !filter.open) parameters.set('all', 'yes');
  return parameters;
}

export function casesAddress(filter: CaseFilter): string {
  const text = caseParametersOf(filter).toString();
  return `/identification/cases${text ? `?${text}` : ''}`;
}

export const caseAddress = (id: string): string => `/identification/cases/${id}`;
