import { Button } from 'antd';
import { readCertificate } from '../../../api/finance/payments.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { subsidyMessages } from './subsidy.messages.js';

/** The paper the household keeps; its square shows anybody whether it holds. */
export function CertificateButton({ paymentId, number }: { readonly paymentId: string; readonly number: string }) {
  const t = useMessages(subsidyMessages);
  const language = useLanguage();
  const print = useCommand(
    () => readCertificate(paymentId, language),
    ({ file }) => saveFile({ file, name: `${number}.pdf` }),
  );
  return (
    <>
      <Button size="small" loading={print.isPending} onClick={() => print.run(undefined)}>
        {t('printCertificate')}
      </Button>
      {print.problem ? <ProblemView error={print.problem} /> : null}
    </>
  );
}
