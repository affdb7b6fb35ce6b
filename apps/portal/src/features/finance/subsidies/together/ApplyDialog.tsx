import { useQuery } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { applyForProjects, previewProjects } from '../../../../api/finance/subsidies-together.js';
import { useCommand } from '../../../../api/useCommand.js';
import { Answer } from '../../../../components/Answer.js';
import { Facts } from '../../../../components/Facts.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { formatCount, formatYuan } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { subsidyWordMessages } from '../subsidy-words.messages.js';
import { useSubsidyChanged } from '../useSubsidies.js';
import { togetherMessages } from './together.messages.js';

interface Props {
  readonly schemeCode: string;
  readonly claimIds: readonly string[];
  readonly onClose: () => void;
}

/** The sums of what was chosen, worked out again together: without the others the limits cut otherwise. */
export function ApplyDialog({ schemeCode, claimIds, onClose }: Props) {
  const t = useMessages(togetherMessages);
  const words = useMessages(subsidyWordMessages);
  const { message } = App.useApp();
  const changed = useSubsidyChanged();
  const query = useQuery({
    queryKey: ['subsidies', 'projects-chosen', schemeCode, claimIds],
    queryFn: ({ signal }) => previewProjects({ schemeCode, claimIds }, signal),
    gcTime: 0,
  });
  const send = useCommand(
    (ids: readonly string[], key) => applyForProjects(schemeCode, ids, key),
    ({ applications }) => {
      void message.success(t('applied', { count: formatCount(applications) }));
      onClose();
      changed();
    },
  );
  const yuan = (fen: number) => words('yuan', { amount: formatYuan(fen) });
  return (
    <Modal
      open
      title={t('confirmTitle', { count: formatCount(claimIds.length) })}
      okText={t('confirm')}
      cancelText={t('cancel')}
      confirmLoading={send.isPending}
      okButtonProps={{ disabled: !query.isSuccess }}
      onOk={() => send.run(claimIds)}
      onCancel={onClose}
    >
      <div className="stack">
        <Answer query={query} rows={3}>
          {({ households, computedFen, amountFen }) => (
            <Facts
              items={[
                { label: t('households'), value: formatCount(households) },
                { label: t('computed'), value: yuan(computedFen) },
                { label: t('forecast'), value: <strong>{yuan(amountFen)}</strong> },
              ]}
            />
          )}
        </Answer>
        <p>{t('rule')}</p>
        {send.problem ? <ProblemView error={send.problem} /> : null}
      </div>
    </Modal>
  );
}
