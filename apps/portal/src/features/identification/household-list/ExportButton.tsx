import { App, Button, Radio } from 'antd';
import { useState } from 'react';
import { exportList, type HouseholdFilter } from '../../../api/identification/households.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { exportOrderOf } from './export-order.js';
import { householdListMessages } from './household-list.messages.js';

/** Exports what is on screen, for a stated purpose; the server records who took what. */
export function ExportButton({ filter, columns }: { readonly filter: HouseholdFilter; readonly columns: readonly string[] }) {
  const t = useMessages(householdListMessages);
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const order = useCommand(
    (reason: string, key) => exportList({ ...exportOrderOf(filter, columns), format, reason }, key),
    (file) => {
      saveFile(file);
      setOpen(false);
      void message.success(t('exported', { name: file.name }));
    },
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('export')}</Button>
      <ReasonDialog
        open={open}
        title={t('exportTitle')}
        confirm={t('export')}
        label={t('exportReason')}
        isPending={order.isPending}
        problem={order.problem}
        onConfirm={order.run}
        onClose={() => setOpen(false)}
      >
        <p>{t('exportText')}</p>
        <Radio.Group
          aria-label={t('exportFormat')}
          value={format}
          onChange={(event) => setFormat(event.target.value as 'xlsx' | 'csv')}
          options={[
            { value: 'xlsx', label: 'Excel (.xlsx)' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
      </ReasonDialog>
    </>
  );
}
