import { Select } from 'antd';
import type { WaitingProject } from '../../../api/finance/subsidies.js';
import { useMessages } from '../../../i18n/messages.js';
import { subsidyFormMessages } from './subsidy-form.messages.js';
import { useWaitingProjects } from './useSubsidies.js';

interface Props {
  readonly chosen: WaitingProject | undefined;
  readonly onChosen: (project: WaitingProject | undefined) => void;
}

/** What industry has accepted and nobody has applied for: chosen, it fills in the form, and is closed with the subsidy. */
export function AcceptedProjects({ chosen, onChosen }: Props) {
  const t = useMessages(subsidyFormMessages);
  const { data } = useWaitingProjects();
  const projects = data?.items ?? [];
  if (projects.length === 0 && !chosen) return null;
  return (
    <div className="stack" style={{ gap: 8, marginBottom: 24 }} role="group" aria-label={t('projects')}>
      <p>{t('projectsHint', { count: projects.length })}</p>
      <Select<string>
        aria-label={t('projects')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('projects')}
        value={chosen?.id ?? null}
        options={projects.map(({ id, headName, householdNumber, acceptedOn, document }) => ({
          value: id,
          label: t('project', { head: headName, number: householdNumber, on: acceptedOn, document }),
        }))}
        onChange={(id: string | undefined) => onChosen(projects.find((one) => one.id === id))}
      />
    </div>
  );
}
