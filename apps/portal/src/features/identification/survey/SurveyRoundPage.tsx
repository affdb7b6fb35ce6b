import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { closeRound, openRound, readCoverage, readRound, type SurveyRound } from '../../../api/identification/surveys.js';
import { useCommand } from '../../../api/useCommand.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { CoverageView } from './CoverageView.js';
import { RoundDeciders } from './RoundDeciders.js';
import { roundTones } from './SurveyRoundsPage.js';
import { surveyOfficeMessages } from './survey-office.messages.js';
import './survey-office.css';

export function SurveyRoundPage() {
  const t = useMessages(surveyOfficeMessages);
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const round = useQuery({ queryKey: ['survey-round', id], queryFn: ({ signal }) => readRound(id, signal) });
  const coverage = useQuery({
    queryKey: ['survey-coverage', id],
    queryFn: ({ signal }) => readCoverage(id, signal),
    refetchInterval: 60_000,
  });
  if (round.error) return <ProblemView error={round.error} onRetry={() => void round.refetch()} />;
  if (!round.data) return <Loading rows={8} />;
  const { name, area, startsOn, endsOn, state, closeReason } = round.data;
  return (
    <>
      <PageHeader
        title={name}
        lead={
          <>
            <StatusTag tone={roundTones[state]}>{t(`state_${state}`)}</StatusTag> {areaName(area)} ·{' '}
            {t('from', { from: startsOn, to: endsOn })}
            {closeReason ? ` · ${t('closedBecause', { reason: closeReason })}` : ''}
          </>
        }
        actions={<Actions round={round.data} due={coverage.data?.total.due ?? 0} />}
      />
      <RoundDeciders round={round.data} />
      {coverage.error ? <ProblemView error={coverage.error} onRetry={() => void coverage.refetch()} /> : null}
      {coverage.data ? <CoverageView round={round.data} coverage={coverage.data} /> : <Loading rows={6} />}
    </>
  );
}

function Actions({ round, due }: { readonly round: SurveyRound; readonly due: number }) {
  const t = useMessages(surveyOfficeMessages);
  const may = useMay();
  const { account } = useSession();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const [isClosing, setClosing] = useState(false);
  const done = (words: 'opened' | 'closed') => (): void => {
    setClosing(false);
    void message.success(t(words));
    void client.invalidateQueries({ queryKey: ['survey-round', round.id] });
    void client.invalidateQueries({ queryKey: ['survey-coverage', round.id] });
    void client.invalidateQueries({ queryKey: ['survey-rounds'] });
  };
  const open = useCommand((_: undefined, key) => openRound(round.id, round.version, key), done('opened'));
  const close = useCommand((reason: string, key) => closeRound(round.id, round.version, reason, key), done('closed'));
  const manages = may('survey.manage') && round.area.startsWith(account.area);
  return (
    <>
      {may('survey.manage') && round.openConflicts > 0 ? (
        <Link to={`/identification/survey-conflicts?round=${round.id}`}>{t('conflictCount', { count: round.openConflicts })}</Link>
      ) : null}
      {may('survey.write') && round.state === 'open' ? <Button href="/survey">{t('onPhone')}</Button> : null}
      {manages && round.state === 'planned' ? (
        <Button
          type="primary"
          loading={open.isPending}
          onClick={() =>
            void modal.confirm({
              title: t('openRound'),
              content: t('openText'),
              okText: t('openRound'),
              cancelText: t('cancel'),
              onOk: () => open.run(undefined),
            })
          }
        >
          {t('openRound')}
        </Button>
      ) : null}
      {manages && round.state === 'open' ? <Button onClick={() => setClosing(true)}>{t('closeRound')}</Button> : null}
      {open.problem ? <ProblemView error={open.problem} /> : null}
      {isClosing ? (
        <ReasonDialog
          open
          title={t('closeRound')}
          confirm={t('closeRound')}
          isPending={close.isPending}
          problem={close.problem}
          onConfirm={(reason) => close.run(reason)}
          onClose={() => setClosing(false)}
        >
          <p>{t('closeText', { due })}</p>
        </ReasonDialog>
      ) : null}
    </>
  );
}
