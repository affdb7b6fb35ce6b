import { App, Button } from 'antd';
import { useState } from 'react';
import { recheckBankFile, releaseBankFile, withdrawBankFile, type BankFile } from '../../../api/finance/bank-files.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { bankFileMessages } from './bank-files.messages.js';

interface Props {
  readonly file: BankFile;
  readonly onChanged: (file: BankFile) => void;
}

/** Released by another clerk than who uploaded it; what still stands in the way is said before anybody presses. */
export function BankFileSteps({ file, onChanged }: Props) {
  const t = useMessages(bankFileMessages);
  const language = useLanguage();
  const may = useMay();
  const { message } = App.useApp();
  const [withdrawing, setWithdrawing] = useState(false);
  const told = (key: 'released' | 'rechecking' | 'withdrawn') => (next: BankFile) => {
    void message.success(t(key));
    setWithdrawing(false);
    onChanged(next);
  };
  const release = useCommand(releaseBankFile, told('released'));
  const recheck = useCommand(recheckBankFile, told('rechecking'));
  const withdraw = useCommand((reason: string, key) => withdrawBankFile(file, reason, key), told('withdrawn'));
  if (file.state === 'booked' || file.state === 'withdrawn') return null;
  const { id, version } = file;
  return (
    <section className="panel stack no-print" style={{ gap: 8 }} aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {file.state === 'checking' || file.state === 'releasing' ? (
        <p role="status">{t('working')}</p>
      ) : (
        <>
          <p className="soft">{t(file.state === 'stopped' ? 'stoppedHint' : 'nextHint')}</p>
          {may('bank.operate') ? (
            <>
              {file.release.missing.length > 0 ? (
                <ul>
                  {file.release.missing.map((missing) => (
                    <li key={missing.en}>{missing[language]}</li>
                  ))}
                </ul>
              ) : null}
              <div className="row">
                {file.state === 'checked' ? (
                  <Button
                    type="primary"
                    disabled={!file.release.possible}
                    loading={release.isPending}
                    onClick={() => release.run({ id, version })}
                  >
                    {t('release')}
                  </Button>
                ) : null}
                <Button loading={recheck.isPending} disabled={!file.recheck.possible} onClick={() => recheck.run({ id, version })}>
                  {t('recheck')}
                </Button>
                <Button disabled={!file.withdraw.possible} onClick={() => setWithdrawing(true)}>
                  {t('withdraw')}
                </Button>
              </div>
              {release.problem ? <ProblemView error={release.problem} /> : null}
              {recheck.problem ? <ProblemView error={recheck.problem} /> : null}
            </>
          ) : (
            <p>{t('waits')}</p>
          )}
        </>
      )}
      <ReasonDialog
        open={withdrawing}
        title={t('withdraw')}
        confirm={t('withdraw')}
        label={t('withdrawWhy')}
        isPending={withdraw.isPending}
        problem={withdraw.problem}
        onConfirm={withdraw.run}
        onClose={() => setWithdrawing(false)}
      />
    </section>
  );
}
