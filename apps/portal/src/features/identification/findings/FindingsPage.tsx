import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { listFindings } from '../../../api/identification/findings.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { ExportButton } from '../export/ExportButton.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdAddress } from '../household-list/household-filter.js';
import { findingMessages } from './findings.messages.js';
import { FindingText } from './FindingText.js';
import { RuleTable } from './RuleTable.js';
import { useFindingSummary } from './useFindingRules.js';

export function FindingsPage() {
  const t = useMessages(findingMessages);
  const [parameters, setParameters] = useSearchParams();
  const rule = /^Q\d{1,2}$/.exec(parameters.get('rule') ?? '')?.[0];
  const area = /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0];
  const summary = useFindingSummary(area);
  const change = (next: { rule?: string | undefined; area?: string | undefined }) =>
    setParameters(
      Object.fromEntries(Object.entries({ rule, area, ...next }).filter((entry): entry is [string, string] => Boolean(entry[1]))),
      { replace: true },
    );
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={<ExportButton order={{ list: 'findings', filters: area ? { area } : {} }} />}
      />
      <div style={{ maxWidth: 300 }} className="no-print">
        <AreaCascader value={area} onChange={(chosen) => change({ area: chosen })} />
      </div>
      <div className="two-columns">
        <FindingList rule={rule} area={area} />
        <section className="panel">
          <h2>{t('rules')}</h2>
          <Answer query={summary} rows={12} meanwhile={<p>{t('meanwhile')}</p>}>
            {({ items, checkedRules, waitingRules }) => (
              <div className="stack" style={{ gap: 8 }}>
                <p className="soft">{t(waitingRules > 0 ? 'ran' : 'ranAll', { checked: checkedRules, waiting: waitingRules })}</p>
                <RuleTable rules={items} chosen={rule} onChoose={(chosen) => change({ rule: chosen })} />
              </div>
            )}
          </Answer>
        </section>
      </div>
    </>
  );
}

function FindingList({ rule, area }: { readonly rule: string | undefined; readonly area: string | undefined }) {
  const t = useMessages(findingMessages);
  const areaName = useAreaName();
  const query = useInfiniteQuery({
    queryKey: ['findings', rule ?? '', area ?? ''],
    queryFn: ({ pageParam, signal }) => listFindings({ rule, area }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel">
      <h2>{rule ? t('listOf', { rule }) : t('list')}</h2>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState> : null}
      <ul className="plain-list divided">
        {items.map((finding) => (
          <li key={finding.id}>
            <div className="row">
              <Link to={householdAddress(finding.householdId)}>{finding.headName ?? t('open')}</Link>
              <span className="soft">{areaName(finding.villageCode)}</span>
              <StatusTag tone="quiet">{finding.rule}</StatusTag>
              <span className="soft">{finding.severity === 'error' ? t('severity_error') : t('severity_doubt')}</span>
            </div>
            <FindingText finding={finding} />
          </li>
        ))}
      </ul>
      <MoreButton query={query} />
    </section>
  );
}
