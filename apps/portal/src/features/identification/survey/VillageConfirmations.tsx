import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { confirmVillage, type Capacity, type SurveyCoverage, type SurveyRound } from '../../../api/identification/surveys.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { surveyOfficeMessages } from './survey-office.messages.js';

interface Props {
  readonly round: SurveyRound;
  readonly village: SurveyCoverage['villages'][number];
  readonly name: string;
}

const capacities: readonly Capacity[] = ['committee', 'workTeam'];

/** The village stands for its result twice; what is missing is said before the button is there. */
export function VillageConfirmations({ round, village, name }: Props) {
  const t = useMessages(surveyOfficeMessages);
  const may = useMay();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const confirm = useCommand(
    (capacity: Capacity, key) => confirmVillage(round.id, village.villageCode, capacity, key),
    (coverage) => {
      client.setQueryData(['survey-coverage', round.id], coverage);
      void message.success(t('confirmed'));
    },
  );
  const holding = village.confirmations.filter(({ holds }) => holds);
  const lapsed = village.confirmations.find(({ holds }) => !holds);
  const isFinished = village.due === 0 && village.openConflicts === 0;
  const ask = (capacity: Capacity): void =>
    void modal.confirm({
      title: `${name} · ${t('confirmAs', { capacity: t(`capacity_${capacity}`) })}`,
      content: t('confirmText'),
      okText: t('confirmAs', { capacity: t(`capacity_${capacity}`) }),
      cancelText: t('cancel'),
      onOk: () => confirm.run(capacity),
    });
  return (
    <>
      {holding.map(({ capacity, name: by, confirmedAt }) => (
        <div key={capacity}>{t('confirmedBy', { capacity: t(`capacity_${capacity}`), name: by, at: formatInstant(confirmedAt) })}</div>
      ))}
      {holding.length === 0 && lapsed ? <div className="soft">{t('lapsed')}</div> : null}
      {may('survey.write') && round.state !== 'planned' ? (
        isFinished ? (
          capacities
            .filter((capacity) => !holding.some((given) => given.capacity === capacity))
            .map((capacity) => (
              <Button key={capacity} size="small" loading={confirm.isPending} onClick={() => ask(capacity)}>
                {t('confirmAs', { capacity: t(`capacity_${capacity}`) })}
              </Button>
            ))
        ) : (
          <div className="soft">{t('notFinished', { due: village.due, conflicts: village.openConflicts })}</div>
        )
      ) : null}
      {confirm.problem ? <ProblemView error={confirm.problem} /> : null}
    </>
  );
}
