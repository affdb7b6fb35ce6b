import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { readBankFile, type BankFile, type KindTotal } from '../../../api/finance/bank-files.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { bankFilesPlace } from './bank-file-places.js';
import { BankFileRows } from './BankFileRows.js';
import { bankFileTone } from './BankFilesPage.js';
import { bankFileMessages } from './bank-files.messages.js';
import { BankFileSteps } from './BankFileSteps.js';

const isWorked = ({ state }: BankFile): boolean => state === 'checking' || state === 'releasing';

/** One file: what was declared, what was found in every row, whose turn it is. Follows the work while it goes on. */
export function BankFilePage() {
  const t = useMessages(bankFileMessages);
  const language = useLanguage();
  const client = useQueryClient();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['bank-file', id],
    queryFn: ({ signal }) => readBankFile(id, signal),
    refetchInterval: ({ state }) => (state.data && isWorked(state.data) ? 1_500 : false),
  });
  const changed = (file: BankFile) => {
    client.setQueryData(['bank-file', id], file);
    for (const key of ['bank-files', 'bank-file-rows', 'loans', 'loan']) void client.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Answer query={query} rows={10} meanwhile={<Link to={bankFilesPlace}>{t('back')}</Link>}>
      {(file) => (
        <>
          <PageHeader
            title={`${language === 'zh' ? file.bankNameZh : file.bankNameEn} · ${t('period', { from: file.from, to: file.to })}`}
            lead={`${t('title')} ${t('number', { number: file.number })}`}
          />
          <Summary file={file} />
          <BankFileSteps file={file} onChanged={changed} />
          <BankFileRows key={`${file.state} ${file.version}`} file={file} />
        </>
      )}
    </Answer>
  );
}

function Summary({ file }: { readonly file: BankFile }) {
  const t = useMessages(bankFileMessages);
  const totals = (key: 'declared_of' | 'booked_of', of: readonly KindTotal[]) =>
    of
      .filter(({ rows }) => rows > 0)
      .map(({ kind, rows, sumFen }) => ({ label: t(key, { kind: t(kind) }), value: t('sums', { rows, sum: formatYuan(sumFen) }) }));
  const said = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return (
    <section className="panel" aria-label={t('summary')}>
      <div className="panel-head">
        <h2>{t('summary')}</h2>
        <StatusTag tone={bankFileTone[file.state]}>{t(`state_${file.state}`)}</StatusTag>
      </div>
      <Facts
        items={[
          ...totals('declared_of', file.declared),
          ...totals('booked_of', file.booked),
          { label: t('enteredBy'), value: `${file.enteredByName} ${formatInstant(file.enteredAt)}` },
          ...said(t('releasedBy'), file.releasedByName),
          ...said(t('withdrawnBy'), file.withdrawnByName),
          ...said(t('reason'), file.reason),
        ]}
      />
    </section>
  );
}
