import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { templateAddress, uploadImport } from '../../../api/identification/imports.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { importMessages } from './imports.messages.js';
import './upload-form.css';

export function UploadForm() {
  const t = useMessages(importMessages);
  const navigate = useNavigate();
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [isWrong, setWrong] = useState(false);
  const [document, setDocument] = useState('');
  const upload = useCommand(
    (chosen: File, key) => uploadImport(chosen, document.trim() || undefined, key),
    (started) => {
      void client.invalidateQueries({ queryKey: ['imports'] });
      void navigate(`/identification/imports/${started.id}`);
    },
  );
  const choose = (chosen: File) => {
    const fits = /\.(xlsx|zip)$/i.test(chosen.name);
    setWrong(!fits);
    setFile(fits ? chosen : undefined);
    upload.forget();
    return false;
  };
  return (
    <section className="panel" aria-label={t('stepsTitle')}>
      <h2>{t('stepsTitle')}</h2>
      <ol className="plain-list upload-steps">
        <li>
          <h3>1. {t('step1')}</h3>
          <p className="soft">{t('step1Text')}</p>
          <div className="row">
            <Button href={templateAddress.xlsx}>{t('templateXlsx')}</Button>
            <Button href={templateAddress.csv}>{t('templateCsv')}</Button>
            <Button href={templateAddress.membersCsv}>{t('templateMembersCsv')}</Button>
          </div>
        </li>
        <li>
          <h3>2. {t('step2')}</h3>
          <Upload.Dragger accept=".xlsx,.zip" multiple={false} showUploadList={false} beforeUpload={choose} aria-label={t('step2')}>
            <p>{file ? <strong>{file.name}</strong> : t('drop')}</p>
            <p className="soft">{t('dropHint')}</p>
          </Upload.Dragger>
          <p role="alert">{isWrong ? t('wrongType') : ''}</p>
          <label className="upload-document">
            <span>{t('document')}</span>
            <Input value={document} maxLength={200} onChange={(event) => setDocument(event.target.value)} />
          </label>
          <Button type="primary" disabled={!file} loading={upload.isPending} onClick={() => file && upload.run(file)}>
            {upload.isPending ? t('uploading') : t('upload')}
          </Button>
        </li>
      </ol>
      {upload.problem ? <ProblemView error={upload.problem} /> : null}
    </section>
  );
}
