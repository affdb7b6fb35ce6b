import { App, Button } from 'antd';
import { readBankFile, takeReturnFile, type Batch } from '../../../api/finance/payments.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { FileButton } from '../../../components/FileButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { paymentMessages } from './payments.messages.js';
import { useBatchChanged } from './useBatch.js';

/** Out to the bank and back. A return file that is refused says each wrong line. */
export function BankFiles({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  const may = useMay();
  const { message } = App.useApp();
  const changed = useBatchChanged();
  const download = useCommand(
    ({ file, format }: { file: number; format: 'csv' | 'fixed' | 'return' }) => readBankFile(batch.id, file, format),
    saveFile,
  );
  const take = useCommand(
    (file: File, key) => takeReturnFile(batch.id, file, key),
    (taken) => {
      const { rows, paid, returned } = taken;
      void message.success(taken.isNew ? t('returnTaken', { rows, paid, returned }) : t('returnKnown'));
      changed(taken.batch);
    },
  );
  if (batch.files === 0 || !may('payment.send')) return null;
  return (
    <section className="panel no-print" aria-label={t('csv')}>
      {Array.from({ length: batch.files }, (_, i) => i + 1).map((file) => (
        <div key={file} className="row" style={{ marginBottom: 8 }}>
          <span>{t('file', { file })}</span>
          <Button onClick={() => download.run({ file, format: 'csv' })}>{t('csv')}</Button>
          <Button onClick={() => download.run({ file, format: 'fixed' })}>{t('fixed')}</Button>
          <Button onClick={() => download.run({ file, format: 'return' })}>{t('returnForm')}</Button>
        </div>
      ))}
      {download.problem ? <ProblemView error={download.problem} /> : null}
      <FileButton text={t('takeReturn')} accept=".csv,text/csv" isBusy={take.isPending} onChosen={take.run} />
      <p className="soft">{t('returnHint')}</p>
      {take.problem ? <ProblemView error={take.problem} /> : null}
    </section>
  );
}
