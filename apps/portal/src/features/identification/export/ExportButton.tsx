import { App, Button, Radio } from 'antd';
import { useState } from 'react';
import { exportList, type ExportOrder } from '../../../api/identification/households.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { exportMessages } from './export.messages.js';

/** Exports a list for a stated purpose, where the role may; the server records who took what. `text` says which rows. */
export function ExportButton({ order, text }: { readonly order: Omit<ExportOrder, 'format' | 'reason'>; readonly text?: string }) {
  const t = useMessages(exportMessages);
  const may = useMay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const download = useCommand(
    (reason: string, key) => exportList({ ...order, format, reason }, key),
    (file) => {
      saveFile(file);
      setOpen(false);
      void message.success(t('exported', { name: file.name }));
    },
  );
  if (!may('household.export')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('export')}</Button>
      <ReasonDialog
        open={open}
        title={t('exportTitle')}
        confirm={t('export')}
        label={t('exportReason')}
        isPending={download.isPending}
        problem={download.problem}
        onConfirm={download.run}
        onClose={() => setOpen(false)}
      >
        <p>{text ?? t('exportText')}</p>
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
