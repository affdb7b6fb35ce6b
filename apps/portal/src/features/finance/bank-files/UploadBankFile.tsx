import { Form, InputNumber } from 'antd';
import { useState } from 'react';
import {
  bankFileTemplate,
  bankFileTitles,
  markRefusedBankFile,
  uploadBankFile,
  type BankFile,
  type BankFileDeclared,
} from '../../../api/finance/bank-files.js';
import { useCommand } from '../../../api/useCommand.js';
import { MarkedFileButton } from '../../../components/MarkedFileButton.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { UploadDialog } from '../../../components/UploadDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { bankFileMessages } from './bank-files.messages.js';

interface Props {
  readonly onDone: (file: BankFile) => void;
  readonly onClose: () => void;
}

const MONEY = [
  ['drawing', 'drawings', 'drawingsFen'],
  ['repayment', 'repayments', 'repaymentsFen'],
  ['prepayment', 'prepayments', 'prepaymentsFen'],
] as const;

/** Declared from the bank's summary first, then the file, which must say the same. */
export function UploadBankFile({ onDone, onClose }: Props) {
  const t = useMessages(bankFileMessages);
  const [form] = Form.useForm<BankFileDeclared>();
  const upload = useCommand(uploadBankFile, onDone);
  const [sent, setSent] = useState<BankFileDeclared & { readonly file: File }>();
  const send = (whole: BankFileDeclared & { readonly file: File }) => {
    setSent(whole);
    upload.run(whole);
  };
  return (
    <UploadDialog
      title={t('upload')}
      form={form}
      hint={t('fileHint', { titles: bankFileTitles })}
      choose={t('choose')}
      template={{ text: t('template'), href: bankFileTemplate }}
      isBusy={upload.isPending}
      problem={upload.problem}
      afterRefusal={upload.problem?.code.startsWith('bank-file.') ? <MarkedFileButton sent={sent} mark={markRefusedBankFile} /> : null}
      onFile={send}
      onClose={onClose}
    >
      <p className="soft">{t('declareHint')}</p>
      {MONEY.map(([kind, count, sum]) => (
        <div className="row" key={kind}>
          <Form.Item name={count} label={t('count', { kind: t(kind) })}>
            <InputNumber min={0} max={20_000} precision={0} controls={false} />
          </Form.Item>
          <Form.Item name={sum} label={t('sum', { kind: t(kind) })}>
            <ScaledNumberField unit={t('yuan')} />
          </Form.Item>
        </div>
      ))}
      <Form.Item name="extensions" label={t('count', { kind: t('extension') })}>
        <InputNumber min={0} max={20_000} precision={0} controls={false} />
      </Form.Item>
    </UploadDialog>
  );
}
