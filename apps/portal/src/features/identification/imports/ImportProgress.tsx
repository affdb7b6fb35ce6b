import { Progress } from 'antd';
import type { Import } from '../../../api/identification/imports.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { importMessages } from './imports.messages.js';

export function ImportProgress({ batch, isLive }: { readonly batch: Import; readonly isLive: boolean }) {
  const t = useMessages(importMessages);
  const { done, total } = batch.progress;
  const phaseKey = `phase_${batch.phase ?? ''}`;
  const phase = phaseKey in importMessages.zh ? t(phaseKey as 'phase_reading') : t(`state_${batch.state}`);
  return (
    <section className="panel">
      <h2>{t(`state_${batch.state}`)}</h2>
      <Progress
        percent={total > 0 ? Math.floor((done / total) * 100) : 0}
        aria-label={t(`state_${batch.state}`)}
        strokeColor="#a8201a"
        {...(total > 0 ? {} : { showInfo: false })}
      />
      <p role="status">{total > 0 ? t('progress', { phase, done: formatCount(done), total: formatCount(total) }) : phase}</p>
      <p className="soft">{isLive ? t('leave') : t('liveLost')}</p>
    </section>
  );
}
