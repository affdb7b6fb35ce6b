import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { withdrawRegister, type RegisterImport } from '../../../api/identification/registers.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { RegisterNumbers } from './RegisterNumbers.js';
import { RegisterRefusals } from './RegisterRefusals.js';
import { registerMessages } from './registers.messages.js';
import { RegisterImportTag } from './RegisterStateTag.js';
import { useRegisterName } from './useRegisterName.js';
import { useRegisterImport } from './useRegisters.js';

/** What came of one extract: how many rows are whose, what a person has to decide, what is wrong with the file. */
export function RegisterImportPage() {
  const t = useMessages(registerMessages);
  const nameOf = useRegisterName();
  const { id = '' } = useParams();
  const query = useRegisterImport(id);
  useListsAfterMatching(query.data?.state);
  const back = <Link to="/identification/registers">{t('back')}</Link>;
  return (
    <Answer query={query} rows={10} meanwhile={back}>
      {(extract) => (
        <>
          <PageHeader
            title={`${nameOf(extract.kind)} ${extract.asOf}`}
            lead={
              <span className="row">
                <RegisterImportTag state={extract.state} />
                <span>{t('importedLine', { name: extract.importedBy.name, at: formatInstant(extract.importedAt) })}</span>
                {back}
              </span>
            }
            actions={extract.state === 'taken' ? <Withdraw extract={extract} /> : null}
          />
          {extract.state === 'received' ? (
            <section className="panel">
              <p role="status">{t('reading')}</p>
              <Loading rows={3} />
            </section>
          ) : null}
          {extract.failure ? <Failure failure={extract.failure} /> : null}
          {extract.withdrawn ? (
            <Alert
              type="info"
              title={t('withdrawnLine', {
                name: extract.withdrawn.by,
                at: formatInstant(extract.withdrawn.at),
                reason: extract.withdrawn.reason,
              })}
            />
          ) : null}
          {extract.state === 'taken' && extract.factsDeletedAt ? (
            <Alert type="info" title={t('factsDeleted', { at: formatInstant(extract.factsDeletedAt) })} />
          ) : null}
          {extract.counts.rows === undefined ? null : <RegisterNumbers extract={extract} />}
          <section className="panel" aria-label={t('about')}>
            <h2>{t('about')}</h2>
            <Facts
              items={[
                { label: t('authority'), value: extract.authority },
                { label: t('document'), value: extract.sourceDocument },
                { label: t('asOf'), value: extract.asOf },
                { label: t('fileName'), value: extract.fileName },
              ]}
            />
          </section>
          {(extract.counts.refused ?? 0) > 0 ? <RegisterRefusals id={extract.id} /> : null}
        </>
      )}
    </Answer>
  );
}

function Failure({ failure }: { readonly failure: NonNullable<RegisterImport['failure']> }) {
  const t = useMessages(registerMessages);
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={failure.title || t('failedTitle')}
      description={
        <div className="stack" style={{ gap: 6 }}>
          <p>{failure.detail}</p>
          <p>
            <strong>{t('whatNow')}</strong>
            {failure.next}
          </p>
          <p>
            <Link to="/identification/registers">{t('again')}</Link>
          </p>
        </div>
      }
    />
  );
}

function Withdraw({ extract }: { readonly extract: RegisterImport }) {
  const t = useMessages(registerMessages);
  const may = useMay();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const withdraw = useCommand(
    (reason: string, key) => withdrawRegister(extract.id, reason, key),
    () => {
      setOpen(false);
      void message.success(t('withdrawn'));
      for (const key of ['register-import', 'register-imports', 'registers', 'register-matches', 'screening-runs'])
        void client.invalidateQueries({ queryKey: [key] });
    },
  );
  // an extract of a kind that others import is not shown at all
  if (!may('register.import') && !may('register.import-sensitive')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('withdraw')}</Button>
      <ReasonDialog
        open={isOpen}
        title={t('withdrawTitle')}
        confirm={t('withdraw')}
        isPending={withdraw.isPending}
        problem={withdraw.problem}
        onConfirm={withdraw.run}
        onClose={() => {
          setOpen(false);
          withdraw.forget();
        }}
      >
        <p>{t('withdrawText')}</p>
      </ReasonDialog>
    </>
  );
}

/** When the matching ends while somebody looks, the lists it changes are read anew. */
function useListsAfterMatching(state: RegisterImport['state'] | undefined): void {
  const client = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'received' && state !== 'received')
      for (const key of ['register-imports', 'registers', 'register-matches', 'screening-runs'])
        void client.invalidateQueries({ queryKey: [key] });
    before.current = state;
  }, [client, state]);
}
