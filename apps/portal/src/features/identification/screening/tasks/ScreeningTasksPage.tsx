import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  listTasks,
  RULES,
  type RuleCode,
  type ScreeningTask,
  type ScreeningTaskKind,
  type SubjectKind,
  type TaskFilter,
} from '../../../../api/identification/screening.js';
import { EmptyState } from '../../../../components/EmptyState.js';
import { Loading } from '../../../../components/Loading.js';
import { MoreButton } from '../../../../components/MoreButton.js';
import { PageHeader } from '../../../../components/PageHeader.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { formatInstant } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMay } from '../../../../session.js';
import { AreaCascader } from '../../../areas/AreaCascader.js';
import { useAreaName } from '../../../areas/useDivisions.js';
import { areaIn, kindIn, parametersOf, ruleIn } from '../screening-filter.js';
import { verdictAddress } from '../screening-places.js';
import { screeningWordMessages } from '../screening-words.messages.js';
import { useRules } from '../useVerdict.js';
import { taskMessages } from './tasks.messages.js';
import '../../../../components/filter-row.css';

const GroupConfirmDrawer = lazy(async () => ({ default: (await import('../decision/GroupConfirmDrawer.js')).GroupConfirmDrawer }));

/** What waits for a person in the own area, household by household. */
export function ScreeningTasksPage() {
  const t = useMessages(taskMessages);
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const [isGroup, setGroup] = useState(false);
  const filter: TaskFilter = {
    task: parameters.get('task') === 'answer' ? 'answer' : 'confirm',
    kind: kindIn(parameters),
    area: areaIn(parameters),
    rule: ruleIn(parameters),
  };
  const change = (next: Partial<TaskFilter>) => setParameters(parametersOf({ ...filter, ...next }), { replace: true });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={may('screening.confirm') ? <Button onClick={() => setGroup(true)}>{t('many')}</Button> : null}
      />
      <Segmented<ScreeningTaskKind>
        className="fit"
        aria-label={t('task')}
        value={filter.task}
        onChange={(task) => change({ task })}
        options={(['confirm', 'answer'] as const).map((task) => ({ value: task, label: t(`task_${task}`) }))}
      />
      <Filters filter={filter} onChange={change} />
      <Tasks filter={filter} />
      <Suspense>{isGroup ? <GroupConfirmDrawer area={filter.area} onClose={() => setGroup(false)} /> : null}</Suspense>
    </>
  );
}

function Filters({ filter, onChange }: { readonly filter: TaskFilter; readonly onChange: (next: Partial<TaskFilter>) => void }) {
  const t = useMessages(taskMessages);
  const words = useMessages(screeningWordMessages);
  const kinds: readonly SubjectKind[] = ['household', 'application'];
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
    </div>
  );
}

function Tasks({ filter }: { readonly filter: TaskFilter }) {
  const t = useMessages(taskMessages);
  const query = useInfiniteQuery({
    queryKey: ['screening-tasks', filter],
    queryFn: ({ pageParam, signal }) => listTasks(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-label={t(`task_${filter.task}`)}>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? <EmptyState title={t(`empty_${filter.task}`)}>{t('emptyNext')}</EmptyState> : null}
      <ul className="plain-list divided">
        {items.map((task) => (
          <li key={task.screeningId}>
            <TaskLine task={task} />
          </li>
        ))}
      </ul>
      <MoreButton query={query} />
    </section>
  );
}

function TaskLine({ task: { subject, rules, since } }: { readonly task: ScreeningTask }) {
  const t = useMessages(taskMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const may = useMay();
  const { data } = useRules();
  const ruleOf = (code: RuleCode) => data?.rules.find((rule) => rule.code === code);
  const notMine = may('screening.sensitive') ? [] : rules.filter((code) => ruleOf(code)?.sensitive);
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <span>
          <Link to={verdictAddress(subject, rules.find((code) => !notMine.includes(code)) ?? rules[0])}>{subject.headName}</Link>{' '}
          <span className="soft">{areaName(subject.villageCode)}</span>
        </span>
        <span className="soft">{t('since', { at: formatInstant(since) })}</span>
      </div>
      <p>{rules.map((code) => [code, ruleOf(code)?.title[language]].filter(Boolean).join(' ')).join('；')}</p>
      {notMine.length > 0 ? <p className="soft">{t('sensitiveToo', { rules: notMine.join('、') })}</p> : null}
    </>
  );
}
