import { get } from '../request.js';

export interface CodeFigure {
  readonly code: string;
  readonly households: number;
  readonly persons: number;
}

export interface SubdivisionFigure extends CodeFigure {
  readonly name: string;
  readonly illnessPersons: number;
}

export interface Overview {
  readonly area: string;
  readonly households: number;
  readonly persons: number;
  readonly byCategory: readonly CodeFigure[];
  readonly byMainCause: readonly CodeFigure[];
  readonly bySubdivision: readonly SubdivisionFigure[];
  readonly byHouseholdSize: readonly { readonly members: number; readonly households: number }[];
  readonly byAgeBand: readonly { readonly from: number; readonly to: number | null; readonly persons: number }[];
  readonly asOf: string;
}

export const readOverview = (area: string | undefined, signal?: AbortSignal) =>
  get<Overview>('/api/identification/v1/figures/overview', { area }, signal);
