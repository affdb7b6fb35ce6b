import { Button, Form, InputNumber, Modal } from 'antd';
import { bankFileTemplate, bankFileTitles, uploadBankFile, type BankFile, type BankFileDeclared } from '../../../api/finance/bank-files.js';
import { useCommand } from '../../../api/useCommand.js';
import { FileButton } from '../../../components/FileButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
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
  return (
    <Modal open title={t('upload')} footer={null} onCancel={onClose} destroyOnHidden>
      <Form<BankFileDeclared> form={form} layout="vertical" requiredMark={false}>
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
        <p className="soft">{t('fileHint', { titles: bankFileTitles })}</p>
        <div className="row">
          <FileButton
            isMain
            text={t('choose')}
            accept=".xlsx,.csv"
            isBusy={upload.isPending}
            before={() => form.validateFields()}
            onChosen={(file) => upload.run({ ...form.getFieldsValue(), file })}
          />
          <Button href={bankFileTemplate}>{t('template')}</Button>
        </div>
      </Form>
      {upload.problem ? <ProblemView error={upload.problem} /> : null}
    </Modal>
  );
}
