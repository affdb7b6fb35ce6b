import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { readFindingSummary } from '../../../api/identification/findings.js';
import { useLanguage } from '../../../i18n/useLanguage.js';

export function useFindingSummary(area?: string) {
  return useQuery({
    queryKey: ['finding-summary', area ?? ''],
    queryFn: ({ signal }) => readFindingSummary(area, signal),
    staleTime: 60_000,
  });
}

/** Rule → its words; the number of the rule while they are not there. */
export function useRuleText(): (rule: string) => string {
  const language = useLanguage();
  const { data } = useFindingSummary();
  return useCallback((rule: string) => data?.items.find((item) => item.rule === rule)?.[language] ?? rule, [data, language]);
}
