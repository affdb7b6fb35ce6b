import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  registerTemplateAddress,
  uploadRegister,
  type RegisterKind,
  type RegisterStatus,
  type RegisterUpload as ExtractToSend,
} from '../../../api/identification/registers.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useToday } from '../cases/useCases.js';
import { registerAddress } from './register-places.js';
import { registerMessages } from './registers.messages.js';
import { useMayImport } from './useMayImport.js';

type Entries = Omit<ExtractToSend, 'file'>;

/** What the extract is, then the file. The authority of the last import of the same register is offered again. */
export function RegisterUpload({ registers }: { readonly registers: readonly RegisterStatus[] }) {
  const t = useMessages(registerMessages);
  const language = useLanguage();
  const mayImport = useMayImport();
  const today = useToday();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<Entries>();
  const [file, setFile] = useState<File>();
  const [trouble, setTrouble] = useState<'wrongType' | 'fileNeeded'>();
  const kind = Form.useWatch('kind', form);
  const upload = useCommand(
    (about: ExtractToSend, key) => uploadRegister(about, key),
    ({ id }) => {
      void client.invalidateQueries({ queryKey: ['register-imports'] });
      void navigate(registerAddress(id));
    },
  );
  const choose = (chosen: File) => {
    const fits = /\.(xlsx|csv)$/i.test(chosen.name);
    setTrouble(fits ? undefined : 'wrongType');
    setFile(fits ? chosen : undefined);
    upload.forget();
    return false;
  };
  const submit = (entries: Entries) => {
    if (!file) return setTrouble('fileNeeded');
    upload.run({ ...entries, authority: entries.authority.trim(), document: entries.document.trim(), file });
  };
  const offered = registers.filter(mayImport);
  const words = (key: 'authorityNeeded' | 'documentNeeded') => [
    { required: true, whitespace: true, min: 2, message: t(key, { count: 2 }) },
  ];
  return (
    <section className="panel" aria-label={t('upload')}>
      <h2>{t('upload')}</h2>
      <Form<Entries> form={form} layout="vertical" requiredMark={false} scrollToFirstError onFinish={submit}>
        <div className="form-columns">
          <Form.Item name="kind" label={t('kind')} rules={[{ required: true, message: t('kindNeeded') }]}>
            <Select<RegisterKind>
              options={offered.map((register) => ({ value: register.kind, label: register.name[language] }))}
              onChange={(chosen) => {
                const before = registers.find((register) => register.kind === chosen)?.inForce?.authority;
                if (before && !form.isFieldTouched('authority')) form.setFieldValue('authority', before);
              }}
              listHeight={360}
            />
          </Form.Item>
          <Form.Item name="asOf" label={t('asOf')} extra={t('asOfHint')} rules={[{ required: true, message: t('asOfNeeded') }]}>
            <DateField {...(today ? { max: today } : {})} />
          </Form.Item>
          <Form.Item name="authority" label={t('authority')} extra={t('authorityHint')} rules={words('authorityNeeded')}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="document" label={t('document')} extra={t('documentHint')} rules={words('documentNeeded')}>
            <Input maxLength={120} />
          </Form.Item>
        </div>
        {kind ? (
          <p className="row" style={{ marginBottom: 12 }}>
            {t('template')}
            <Button href={registerTemplateAddress('xlsx', kind)}>{t('templateXlsx')}</Button>
            <Button href={registerTemplateAddress('csv', kind)}>{t('templateCsv')}</Button>
          </p>
        ) : null}
        <Upload.Dragger accept=".xlsx,.csv" multiple={false} showUploadList={false} beforeUpload={choose} aria-label={t('file')}>
          <p>{file ? <strong>{file.name}</strong> : t('drop')}</p>
          <p className="soft">{t('dropHint')}</p>
        </Upload.Dragger>
        <p role="alert">{trouble ? t(trouble) : ''}</p>
        <Button type="primary" htmlType="submit" loading={upload.isPending} style={{ marginTop: 8 }}>
          {upload.isPending ? t('sending') : t('send')}
        </Button>
      </Form>
      {upload.problem ? <ProblemView error={upload.problem} /> : null}
    </section>
  );
}
