import { ExclamationCircleOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { Link } from 'react-router';
import type { PossibleDuplicateFinding } from '../../../api/finance/possible-duplicates.js';
import type { WaitingProject } from '../../../api/finance/subsidies.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { possibleDuplicateMessages } from './possible-duplicates.messages.js';
import { subsidyPlace } from './subsidy-places.js';
import { useWaitingProjects } from './useSubsidies.js';
import '../overlaps/overlaps.css';

interface Props {
  readonly findings: readonly PossibleDuplicateFinding[];
  readonly onProject: (project: WaitingProject) => void;
}

/** Inside the form of an application; nothing while there is no possible duplicate. The accepted project is one press away. */
export function PossibleDuplicateFindings({ findings, onProject }: Props) {
  const t = useMessages(possibleDuplicateMessages);
  const language = useLanguage();
  const projects = useWaitingProjects().data?.items ?? [];
  if (findings.length === 0) return null;
  return (
    <section className="stack" style={{ gap: 8, marginBottom: 24 }} aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <p className="soft">{t('lead')}</p>
      <ul className="plain-list stack" style={{ gap: 8 }}>
        {findings.map((finding) => {
          const { kind, claimId, applicationId, headName, householdNumber, next } = finding;
          const project = projects.find(({ id }) => id === claimId);
          return (
            <li key={`${kind} ${claimId ?? ''} ${applicationId ?? finding.zh}`} className="overlap">
              <p>
                <ExclamationCircleOutlined aria-hidden /> <strong>{finding[language]}</strong>
              </p>
              {headName && kind === 'similarName' ? <p>{t('ofHousehold', { head: headName, number: householdNumber ?? '' })}</p> : null}
              <p>{next[language]}</p>
              {applicationId ? (
                <Link to={subsidyPlace(applicationId)} target="_blank">
                  {t('open')}
                </Link>
              ) : null}
              {project ? (
                <Button size="small" onClick={() => onProject(project)}>
                  {t('applyByIt')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      <Form.Item
        name="possibleDuplicateReason"
        label={t('reason')}
        extra={t('reasonHint')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('need') }]}
        style={{ marginBottom: 0 }}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </section>
  );
}
