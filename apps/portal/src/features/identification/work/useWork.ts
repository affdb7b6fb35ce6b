import { useQuery } from '@tanstack/react-query';
import { listCorrections } from '../../../api/identification/corrections.js';
import { listDuplicates } from '../../../api/identification/duplicates.js';
import { listImports } from '../../../api/identification/imports.js';
import { listRolls } from '../../../api/identification/rolls.js';
import { listConflicts } from '../../../api/identification/surveys.js';
import { useMay, useSession } from '../../../session.js';
import { useFindingSummary } from '../findings/useFindingRules.js';

export interface Matter {
  readonly key: 'corrections' | 'ownProposals' | 'duplicates' | 'surveyConflicts' | 'rolls' | 'releases' | 'ownImports' | 'findings';
  readonly to: string;
  /** Undefined while it is read, null when it could not be read. */
  readonly count: number | null | undefined;
  readonly hasMore: boolean;
  /** Waits for this person, not for somebody else. */
  readonly isMine: boolean;
}

/** What is waiting, from the lists themselves, so that each number opens exactly its records. */
export function useWork(): Matter[] {
  const may = useMay();
  const { account } = useSession();
  const corrections = useQuery({
    queryKey: ['corrections', 'work'],
    queryFn: ({ signal }) => listCorrections({ status: 'proposed' }, undefined, signal),
    enabled: may('correction.propose') || may('correction.decide'),
  });
  const duplicates = useQuery({
    queryKey: ['duplicates', 'work'],
    queryFn: ({ signal }) => listDuplicates(undefined, signal),
    enabled: may('duplicate.decide'),
  });
  const imports = useQuery({
    queryKey: ['imports', 'work'],
    queryFn: ({ signal }) => listImports(undefined, signal),
    enabled: may('import.upload') || may('import.release'),
  });
  const rolls = useQuery({
    queryKey: ['rolls', 'work'],
    queryFn: ({ signal }) => listRolls({ mine: true }, undefined, signal),
    enabled: may('roll.keep'),
  });
  const conflicts = useQuery({
    queryKey: ['survey-conflicts', 'work'],
    queryFn: ({ signal }) => listConflicts({ state: 'open', mine: true }, undefined, signal),
    enabled: may('survey.manage'),
  });
  const findings = useFindingSummary();
  const countOf = <T>(query: { data: T | undefined; error: unknown }, count: (data: T) => number) =>
    query.data === undefined ? (query.error ? null : undefined) : count(query.data);
  const proposals = (mine: boolean) =>
    countOf(corrections, ({ items }) => items.filter((item) => (item.proposedBy.id === account.id) === mine).length);
  const previews = (mine: boolean) =>
    countOf(
      imports,
      ({ items }) => items.filter((item) => item.state === 'previewed' && (item.uploadedBy.id === account.id) === mine).length,
    );
  const moreProposals = Boolean(corrections.data?.nextCursor);
  const matters: (Matter & { readonly shown: boolean })[] = [
    {
      key: 'corrections',
      to: '/identification/corrections',
      count: proposals(false),
      hasMore: moreProposals,
      isMine: true,
      shown: may('correction.decide'),
    },
    {
      key: 'duplicates',
      to: '/identification/duplicates',
      count: countOf(duplicates, ({ items }) => items.length),
      hasMore: Boolean(duplicates.data?.nextCursor),
      isMine: true,
      shown: may('duplicate.decide'),
    },
    {
      key: 'surveyConflicts',
      to: '/identification/survey-conflicts?mine=1',
      count: countOf(conflicts, ({ items }) => items.length),
      hasMore: Boolean(conflicts.data?.nextCursor),
      isMine: true,
      shown: may('survey.manage'),
    },
    {
      key: 'rolls',
      to: '/identification/rolls',
      count: countOf(rolls, ({ items }) => items.length),
      hasMore: Boolean(rolls.data?.nextCursor),
      isMine: true,
      shown: may('roll.keep'),
    },
    { key: 'releases', to: '/identification/imports', count: previews(false), hasMore: false, isMine: true, shown: may('import.release') },
    {
      key: 'findings',
      to: '/identification/findings',
      count: countOf(findings, ({ items }) => items.reduce((sum, item) => sum + item.count, 0)),
      hasMore: false,
      isMine: true,
      shown: may('finding.read'),
    },
    {
      key: 'ownProposals',
      to: '/identification/corrections',
      count: proposals(true),
      hasMore: moreProposals,
      isMine: false,
      shown: may('correction.propose'),
    },
    { key: 'ownImports', to: '/identification/imports', count: previews(true), hasMore: false, isMine: false, shown: may('import.upload') },
  ];
  return matters.filter((matter) => matter.shown);
}
