import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { listBankFiles, type BankFile, type BankFileState } from '../../../api/finance/bank-files.js';
import { ListPage } from '../../../components/ListPage.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { bankFilePlace } from './bank-file-places.js';
import { bankFileMessages } from './bank-files.messages.js';
import { UploadBankFile } from './UploadBankFile.js';

export const bankFileTone: Readonly<Record<BankFileState, Tone>> = {
  ...{ checking: 'waiting', checked: 'waiting', releasing: 'waiting' },
  ...{ stopped: 'stopped', booked: 'done', withdrawn: 'quiet' },
};

/** What banks sent of drawings and repayments, newest first; of a clerk, those of the own bank. */
export function BankFilesPage() {
  const t = useMessages(bankFileMessages);
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const query = useQuery({ queryKey: ['bank-files'], queryFn: ({ signal }) => listBankFiles(signal) });
  const taken = (file: BankFile) => {
    void message.success(t('taken'));
    void client.invalidateQueries({ queryKey: ['bank-files'] });
    void navigate(bankFilePlace(file.id));
  };
  return (
    <>
      <ListPage
        title={t('title')}
        lead={t('lead')}
        action={may('bank.operate') ? { text: t('upload'), onPress: () => setOpen(true) } : undefined}
        query={query}
        empty={t('empty')}
        emptyNext={t('emptyNext')}
      >
        {(file) => <OneFile key={file.id} file={file} />}
      </ListPage>
      {open ? <UploadBankFile onDone={taken} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function OneFile({ file }: { readonly file: BankFile }) {
  const t = useMessages(bankFileMessages);
  const language = useLanguage();
  const totals = file.declared
    .filter(({ rows }) => rows > 0)
    .map(({ kind, rows, sumFen }) => `${t(kind)} ${t('sums', { rows, sum: formatYuan(sumFen) })}`);
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        <Link to={bankFilePlace(file.id)}>
          {t('number', { number: file.number })} {language === 'zh' ? file.bankNameZh : file.bankNameEn} ·{' '}
          {t('period', { from: file.from, to: file.to })}
        </Link>
        <br />
        <span className="soft">{[...totals, `${file.enteredByName} ${formatInstant(file.enteredAt)}`].join(' · ')}</span>
      </span>
      <StatusTag tone={bankFileTone[file.state]}>{t(`state_${file.state}`)}</StatusTag>
    </li>
  );
}
