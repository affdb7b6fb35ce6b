import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import {
  listVerdicts,
  readVerdictSummary,
  RULES,
  type RuleCode,
  type RuleResult,
  type SubjectKind,
  type VerdictFilter,
  type VerdictSummary,
} from '../../../api/identification/screening.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { RuleFigures } from './RuleFigures.js';
import { RunPanel } from './RunPanel.js';
import { parametersOf, verdictFilterOf } from './screening-filter.js';
import { screeningMessages } from './screening.messages.js';
import { screeningWordMessages } from './screening-words.messages.js';
import { VerdictLines } from './VerdictLines.js';
import '../../../components/big-numbers.css';
import '../../../components/filter-row.css';

/** Where all households or applicants of the area stand: figures, rule by rule, and who they are. */
export function ScreeningPage() {
  const t = useMessages(screeningMessages);
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const filter = verdictFilterOf(parameters);
  const change = (next: Partial<VerdictFilter>) => setParameters(parametersOf({ ...filter, ...next }), { replace: true });
  const { kind, area } = filter;
  const summary = useQuery({
    queryKey: ['verdict-summary', kind, area ?? ''],
    queryFn: ({ signal }) => readVerdictSummary({ kind, area }, signal),
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {may('screening.confirm') ? (
              <Link to="/identification/screening-tasks">
                <Button>{t('tasks')}</Button>
              </Link>
            ) : null}
            {may('register.import') ? (
              <Link to="/identification/registers">
                <Button>{t('registers')}</Button>
              </Link>
            ) : null}
          </>
        }
      />
      <RunPanel />
      <Filters filter={filter} onChange={change} />
      <Answer query={summary} rows={10}>
        {(figures) => (
          <>
            <Standings figures={figures} />
            <RuleFigures figures={figures} filter={filter} onChoose={(rule, result) => change({ rule, result })} />
          </>
        )}
      </Answer>
      <VerdictList filter={filter} />
    </>
  );
}

function Filters({ filter, onChange }: { readonly filter: VerdictFilter; readonly onChange: (next: Partial<VerdictFilter>) => void }) {
  const t = useMessages(screeningMessages);
  const words = useMessages(screeningWordMessages);
  const kinds: readonly SubjectKind[] = ['household', 'application'];
  const results: readonly RuleResult[] = ['veto', 'unknown', 'strict', 'pass'];
  return (
    <div className="filter-row no-print" role="search">
      <div className="filter-row-wide">
        <AreaCascader value={filter.area} onChange={(area) => onChange({ area })} />
      </div>
      <Select<SubjectKind>
        aria-label={t('subject')}
        value={filter.kind}
        options={kinds.map((kind) => ({ value: kind, label: words(`kind_${kind}`) }))}
        onChange={(kind) => onChange({ kind })}
      />
      <Select<RuleCode>
        aria-label={t('rule')}
        allowClear
        placeholder={t('rule')}
        value={filter.rule ?? null}
        options={RULES.map((rule) => ({ value: rule, label: rule }))}
        onChange={(rule: RuleCode | undefined) => onChange({ rule })}
        listHeight={420}
      />
      <Select<RuleResult>
        aria-label={t('result')}
        allowClear
        placeholder={t('result')}
        value={filter.result ?? null}
        options={results.map((result) => ({ value: result, label: words(`result_${result}`) }))}
        onChange={(result: RuleResult | undefined) => onChange({ result })}
      />
    </div>
  );
}

function Standings({ figures }: { readonly figures: VerdictSummary }) {
  const t = useMessages(screeningMessages);
  const words = useMessages(screeningWordMessages);
  const standings = ['veto', 'unknown', 'strict', 'passed'] as const;
  const numbers = [
    ...standings.map((standing) => ({
      label: words(`standing_${standing}`),
      value: figures.standings[standing],
      note: t(`text_${standing}`),
    })),
    ...(figures.never > 0 ? [{ label: t('never'), value: figures.never, note: t('neverText') }] : []),
  ];
  return (
    <ul className="plain-list big-numbers">
      {numbers.map(({ label, value, note }) => (
        <li key={label} className="panel">
          <span className="big-label">{label}</span>
          <p className="big-value">
            {formatCount(value)}
            <small>{t('unit')}</small>
          </p>
          <span className="soft">{note}</span>
        </li>
      ))}
    </ul>
  );
}

function VerdictList({ filter }: { readonly filter: VerdictFilter }) {
  const t = useMessages(screeningMessages);
  const query = useInfiniteQuery({
    queryKey: ['verdicts', filter],
    queryFn: ({ pageParam, signal }) => listVerdicts(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-label={t('list')}>
      <h2>{t('list')}</h2>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState> : null}
      {items.length > 0 ? <VerdictLines items={items} /> : null}
      <MoreButton query={query} />
    </section>
  );
}
