import { App, Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { decidePolicy, readWaitingPolicies, type PolicyDecision, type PolicyParameter } from '../../../api/department/policies.js';
import { useCommand } from '../../../api/useCommand.js';
import { Facts } from '../../../components/Facts.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatInstant } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { policyMessages } from './policies.messages.js';
import { PolicyValue } from './PolicyValue.js';
import { useSpan } from './useSpan.js';

interface Props {
  readonly department: string;
  /** What counts today, to be compared. */
  readonly inForce: readonly PolicyParameter[];
}

/** What one officer recorded and another has to confirm; nothing is shown where nothing waits. */
export function WaitingValues({ department, inForce }: Props) {
  const t = useMessages(policyMessages);
  const query = useQuery({
    queryKey: ['policies', department, 'waiting'],
    queryFn: ({ signal }) => readWaitingPolicies(department, signal),
  });
  const items = query.data?.items ?? [];
  if (query.error) return <ProblemView error={query.error} />;
  if (items.length === 0) return null;
  return (
    <section className="panel" aria-label={t('waitingTitle')}>
      <h2>{t('waitingTitle')}</h2>
      <p className="soft">{t('waitingLead')}</p>
      <ul className="plain-list divided">
        {items.map((item) => (
          <li key={item.id}>
            <WaitingValue department={department} item={item} current={inForce.find(({ code }) => code === item.code)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  readonly department: string;
  readonly item: PolicyParameter;
  readonly current: PolicyParameter | undefined;
}

function WaitingValue({ department, item, current }: OneProps) {
  const t = useMessages(policyMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const span = useSpan();
  return (
    <article className="stack">
      <h3>{item[language]}</h3>
      <Facts
        items={[
          { label: t('newValue'), value: <PolicyValue parameter={item} /> },
          ...(current ? [{ label: t('valueNow'), value: <PolicyValue parameter={current} /> }] : []),
          { label: t('valid'), value: span(item) },
          { label: t('region'), value: areaName(item.region) },
          { label: t('source'), value: language === 'zh' ? item.sourceZh : item.source },
          { label: t('recordedBy'), value: `${item.recordedBy ?? ''} · ${formatInstant(item.recordedAt)}` },
          { label: t('reason'), value: item.reason },
        ]}
      />
      <Decision department={department} item={item} />
    </article>
  );
}

function Decision({ department, item }: { readonly department: string; readonly item: PolicyParameter }) {
  const t = useMessages(policyMessages);
  const may = useMay();
  const { account } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [rejecting, setRejecting] = useState(false);
  const decide = useCommand(
    ({ decision, reason }: { decision: PolicyDecision; reason?: string }, key) => decidePolicy(department, item.id, decision, reason, key),
    (_, { decision }) => {
      setRejecting(false);
      void message.success(t(`done_${decision}`));
      void client.invalidateQueries({ queryKey: ['policies', department] });
    },
  );
  const mayDecide = may('policy.confirm') && account.department === department;
  if (item.mine)
    return (
      <div className="row no-print">
        <Button loading={decide.isPending} onClick={() => decide.run({ decision: 'withdraw' })}>
          {t('withdraw')}
        </Button>
        <span className="soft">{t('waitsForAnother')}</span>
        {decide.problem ? <ProblemView error={decide.problem} /> : null}
      </div>
    );
  if (!mayDecide) return <p className="soft">{t('confirmNeeds')}</p>;
  return (
    <div className="row no-print">
      <Button type="primary" loading={decide.isPending} onClick={() => decide.run({ decision: 'confirm' })}>
        {t('confirm')}
      </Button>
      <Button onClick={() => setRejecting(true)}>{t('reject')}</Button>
      {decide.problem && !rejecting ? <ProblemView error={decide.problem} /> : null}
      {rejecting ? (
        <ReasonDialog
          open
          title={t('rejectTitle')}
          confirm={t('reject')}
          isPending={decide.isPending}
          problem={decide.problem}
          onConfirm={(reason) => decide.run({ decision: 'reject', reason })}
          onClose={() => {
            setRejecting(false);
            decide.forget();
          }}
        />
      ) : null}
    </div>
  );
}
