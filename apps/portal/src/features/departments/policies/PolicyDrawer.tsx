import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { readPolicyHistory, type PolicyParameter } from '../../../api/department/policies.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { formatInstant } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { policyMessages } from './policies.messages.js';
import { PolicyForm } from './PolicyForm.js';
import { PolicyValue } from './PolicyValue.js';
import { useSpan } from './useSpan.js';

interface Props {
  readonly department: string;
  readonly parameter: PolicyParameter;
  readonly onClose: () => void;
}

/** One parameter: every value it ever had, who recorded it and why; a new one is put beside them, never over them. */
export function PolicyDrawer({ department, parameter, onClose }: Props) {
  const t = useMessages(policyMessages);
  const language = useLanguage();
  const may = useMay();
  const { account } = useSession();
  const [recording, setRecording] = useState(false);
  const mayRecord = may('policy.write') && account.department === department;
  return (
    <Drawer open onClose={onClose} size={560} title={parameter[language]} mask={{ closable: !recording }} destroyOnHidden>
      <div className="stack">
        {language === 'zh' && parameter.noteZh ? <p>{parameter.noteZh}</p> : null}
        {recording ? (
          <PolicyForm department={department} parameter={parameter} onDone={() => setRecording(false)} />
        ) : mayRecord ? (
          <Button type="primary" className="fit" onClick={() => setRecording(true)}>
            {t('record')}
          </Button>
        ) : (
          <p className="soft">{t('recordNeeds')}</p>
        )}
        <History department={department} code={parameter.code} />
      </div>
    </Drawer>
  );
}

function History({ department, code }: { readonly department: string; readonly code: string }) {
  const t = useMessages(policyMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const span = useSpan();
  const query = useQuery({
    queryKey: ['policies', department, 'history', code],
    queryFn: ({ signal }) => readPolicyHistory(department, code, signal),
  });
  return (
    <section aria-label={t('history')}>
      <h3>{t('history')}</h3>
      <Answer query={query}>
        {({ items }) => (
          <ol className="plain-list divided">
            {items.map((item) => (
              <li key={item.id}>
                <strong>
                  <PolicyValue parameter={item} />
                </strong>
                <Facts
                  items={[
                    { label: t('valid'), value: span(item) },
                    { label: t('region'), value: areaName(item.region) },
                    { label: t('source'), value: language === 'zh' ? item.sourceZh : item.source },
                    { label: t('certainty'), value: language === 'zh' ? item.certaintyZh : item.certaintyEn },
                    {
                      label: t('recordedBy'),
                      value: item.recordedBy ? `${item.recordedBy} · ${formatInstant(item.recordedAt)}` : t('fromPack'),
                    },
                    ...(item.recordedBy ? [{ label: t('reason'), value: item.reason }] : []),
                    ...(item.state === 'waiting' || item.decidedBy ? [{ label: t('decision'), value: <DecisionOf item={item} /> }] : []),
                  ]}
                />
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </section>
  );
}

function DecisionOf({ item }: { readonly item: PolicyParameter }) {
  const t = useMessages(policyMessages);
  return (
    <>
      {t(`state_${item.state}`, {
        name: item.decidedBy ?? '',
        at: item.decidedAt ? formatInstant(item.decidedAt) : '',
        reason: item.decisionReason ?? '',
      })}
    </>
  );
}
