import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  decideLoanList,
  loanListFile,
  readLoanList,
  withdrawLine,
  type JointLoanList,
  type LoanListLine,
} from '../../../api/finance/loan-lists.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { ListedLine } from './ListedLine.js';
import { loanListsPlace } from './loan-list-places.js';
import { loanListMessages } from './loan-lists.messages.js';
import { loanListTone } from './LoanListsPage.js';

/** One list: for whom, whose turn, every line with its project and its loan. */
export function LoanListPage() {
  const t = useMessages(loanListMessages);
  const language = useLanguage();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['loan-list', id], queryFn: ({ signal }) => readLoanList(id, signal) });
  return (
    <Answer query={query} rows={10} meanwhile={<Link to={loanListsPlace}>{t('back')}</Link>}>
      {(list) => (
        <>
          <PageHeader
            title={t('row', { number: list.number, bank: language === 'zh' ? list.bankNameZh : list.bankNameEn })}
            lead={t('title')}
            actions={<Button href={loanListFile(list.id)}>{t('export')}</Button>}
          />
          <Summary list={list} />
          <Decision list={list} />
          <Lines list={list} />
        </>
      )}
    </Answer>
  );
}

function Summary({ list }: { readonly list: JointLoanList }) {
  const t = useMessages(loanListMessages);
  const areaName = useAreaName();
  const told = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return (
    <section className="panel" aria-label={t('summary')}>
      <div className="panel-head">
        <h2>{t('summary')}</h2>
        <StatusTag tone={loanListTone[list.state]}>{t(`state_${list.state}`)}</StatusTag>
      </div>
      <Facts
        items={[
          { label: t('area'), value: areaName(list.area) },
          { label: t('asOf'), value: list.asOf },
          { label: t('rows'), value: formatCount(list.rows) },
          { label: t('proposedBy'), value: list.proposedByName },
          ...told(t('decidedBy'), list.decidedByName),
          ...told(t('decidedOn'), list.decidedOn),
          ...told(t('reason'), list.reason),
        ]}
      />
    </section>
  );
}

function useListChanged(): (list: JointLoanList) => void {
  const client = useQueryClient();
  return (list) => {
    client.setQueryData(['loan-list', list.id], list);
    void client.invalidateQueries({ queryKey: ['loan-lists'] });
  };
}

function Decision({ list }: { readonly list: JointLoanList }) {
  const t = useMessages(loanListMessages);
  const { message } = App.useApp();
  const changed = useListChanged();
  const [rejecting, setRejecting] = useState(false);
  const decide = useCommand(
    (body: Parameters<typeof decideLoanList>[1], key) => decideLoanList(list, body, key),
    (next) => {
      void message.success(t(next.state === 'confirmed' ? 'confirmed' : 'rejected'));
      setRejecting(false);
      changed(next);
    },
  );
  if (list.state !== 'proposed') return null;
  return (
    <section className="panel stack no-print" style={{ gap: 8 }} aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {list.mayDecide ? (
        <div className="row">
          <Button type="primary" loading={decide.isPending} onClick={() => decide.run({ decision: 'confirm' })}>
            {t('confirm')}
          </Button>
          <Button onClick={() => setRejecting(true)}>{t('reject')}</Button>
        </div>
      ) : (
        <p>{t('waits')}</p>
      )}
      {decide.problem && !rejecting ? <ProblemView error={decide.problem} /> : null}
      <ReasonDialog
        open={rejecting}
        title={t('reject')}
        confirm={t('reject')}
        label={t('why')}
        hint={t('whyHint')}
        isPending={decide.isPending}
        problem={rejecting ? decide.problem : undefined}
        onConfirm={(reason) => decide.run({ decision: 'reject', reason })}
        onClose={() => setRejecting(false)}
      />
    </section>
  );
}

function Lines({ list }: { readonly list: JointLoanList }) {
  const t = useMessages(loanListMessages);
  const { message } = App.useApp();
  const changed = useListChanged();
  const [line, setLine] = useState<LoanListLine>();
  const withdraw = useCommand(
    (asked: { lineId: string; reason: string }, key) => withdrawLine(list, asked, key),
    (next) => {
      void message.success(t('withdrawnDone'));
      setLine(undefined);
      changed(next);
    },
  );
  return (
    <section className="panel" aria-label={t('lines')}>
      <h2>{t('lines')}</h2>
      {list.lines.length === 0 ? <p className="soft">{t('none')}</p> : null}
      <ul className="plain-list divided">
        {list.lines.map((one) => (
          <ListedLine key={one.id} list={list} line={one} onWithdraw={() => setLine(one)} />
        ))}
      </ul>
      <ReasonDialog
        open={line !== undefined}
        title={t('withdraw')}
        confirm={t('withdraw')}
        label={t('why')}
        hint={t('whyHint')}
        isPending={withdraw.isPending}
        problem={withdraw.problem}
        onConfirm={(reason) => line && withdraw.run({ lineId: line.id, reason })}
        onClose={() => setLine(undefined)}
      />
    </section>
  );
}
