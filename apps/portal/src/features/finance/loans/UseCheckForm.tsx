import { App, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useFindings, type UseFinding } from '../../../api/finance/loan-use.js';
import { recordUseCheck, type Loan } from '../../../api/finance/loans.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { loanUseMessages } from './loan-use.messages.js';
import { useLoanChanged } from './useLoans.js';

interface Seen {
  readonly on: string;
  readonly finding: UseFinding;
  readonly remark: string;
}

/** At the household's, on a phone. What was photographed already stays when something is refused. */
export function UseCheckForm({ loan, onClose }: { readonly loan: Loan; readonly onClose: () => void }) {
  const t = useMessages(loanUseMessages);
  const { message } = App.useApp();
  const changed = useLoanChanged();
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const [isAsked, setAsked] = useState(false);
  const [form] = Form.useForm<Seen>();
  const finding = Form.useWatch('finding', form);
  const lacksPhoto = photos.length === 0 && finding !== 'notSeen';
  const send = useCommand(
    (seen: Seen, key) => recordUseCheck(loan.id, { ...seen, remark: seen.remark.trim(), attachmentIds: photos }, key),
    () => {
      void message.success(t('recorded'));
      changed();
      onClose();
    },
  );
  const needed = [{ required: true, message: t('need') }];
  return (
    <div className="next-step stack no-print">
      <Form<Seen>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        onFinishFailed={() => setAsked(true)}
        onFinish={(seen) => {
          setAsked(true);
          if (!lacksPhoto) send.run(seen);
        }}
      >
        <Form.Item name="on" label={t('on')} rules={needed}>
          <DateField />
        </Form.Item>
        <Form.Item name="finding" label={t('finding')} rules={needed}>
          <Radio.Group options={useFindings.map((value) => ({ value, label: t(`finding_${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="remark"
          label={t('remark')}
          extra={t('remarkHint')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <p role="status">{t('photos', { count: photos.length })}</p>
        <AttachmentUploader
          department="finance"
          place={loan.villageCode}
          label={t('photo')}
          isPhoto
          onUploaded={(id) => setPhotos((known) => [...known, id])}
        />
        {isAsked && lacksPhoto ? <p role="alert">{t('needPhoto')}</p> : null}
        {send.problem ? <ProblemView error={send.problem} /> : null}
        <div className="row" style={{ marginTop: 12 }}>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </Form>
    </div>
  );
}
