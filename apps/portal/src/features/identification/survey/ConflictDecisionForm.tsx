import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { decideConflict, type ConflictDecision, type SurveyConflict, type SurveyForm } from '../../../api/identification/surveys.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAnswerWords } from './answer-words.js';
import { surveyConflictMessages } from './survey-conflicts.messages.js';

type Contested = SurveyConflict['contested'][number];
type Side = 'current' | 'submitted';

const wholeDecisions = { double: ['same', 'different'], late: ['accept', 'refuse'] } as const;

/** Field by field, both versions side by side; nothing is chosen beforehand. */
export function ConflictDecisionForm({ conflict, form }: { readonly conflict: SurveyConflict; readonly form: SurveyForm }) {
  const t = useMessages(surveyConflictMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({});
  const [reason, setReason] = useState('');
  const decide = useCommand(
    (decision: ConflictDecision, key) => decideConflict(conflict.id, conflict.version, decision, key),
    (after) => {
      void message.success(t('decided'));
      client.setQueryData(['survey-conflict', conflict.id], after);
      void client.invalidateQueries({ queryKey: ['survey-conflicts'] });
      void client.invalidateQueries({ queryKey: ['survey-round', conflict.roundId] });
    },
  );
  const missing = conflict.contested.length - Object.keys(choices).length;
  const hasReason = reason.trim().length >= 2;
  return (
    <div className="stack">
      {conflict.kind === 'fields' ? (
        <>
          {conflict.contested.map((contested) => (
            <ContestedField
              key={contested.path}
              form={form}
              contested={contested}
              side={choices[contested.path]}
              onChoose={(side) => setChoices({ ...choices, [contested.path]: side })}
            />
          ))}
          {conflict.others > 0 ? <p className="soft">{t('othersCome', { count: conflict.others })}</p> : null}
        </>
      ) : null}
      <label>
        {t('reason')}
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="row">
        {conflict.kind === 'fields' ? (
          <>
            <Button
              type="primary"
              loading={decide.isPending}
              disabled={missing > 0 || !hasReason}
              onClick={() => decide.run({ decision: 'choose', choices, reason: reason.trim() })}
            >
              {t('saveDecision')}
            </Button>
            {missing > 0 ? <span role="status">{t('chooseAll', { count: missing })}</span> : null}
          </>
        ) : (
          wholeDecisions[conflict.kind].map((decision) => (
            <Button
              key={decision}
              loading={decide.isPending}
              disabled={!hasReason || (decision === 'same' && conflict.other?.beyondArea === true)}
              onClick={() => decide.run({ decision, reason: reason.trim() })}
            >
              {t(decision)}
            </Button>
          ))
        )}
      </div>
      {decide.problem ? <ProblemView error={decide.problem} /> : null}
    </div>
  );
}

interface FieldProps {
  readonly form: SurveyForm;
  readonly contested: Contested;
  readonly side?: Side | undefined;
  /** Absent: to be read. */
  readonly onChoose?: (side: Side) => void;
}

export function ContestedField({ form, contested, side, onChoose }: FieldProps) {
  const t = useMessages(surveyConflictMessages);
  const { label, text } = useAnswerWords(form);
  const { path, memberName, base, differsAt } = contested;
  const name = [memberName, label(path)].filter(Boolean).join(' · ');
  const Choice = onChoose ? 'label' : 'div';
  return (
    <fieldset className="survey-office-contested">
      <legend>{onChoose ? t('chooseFor', { field: name }) : name}</legend>
      <p className="soft">
        {t('base')}: {text(path, base)}
        {differsAt.length > 0 ? ` · ${t('differsAt', { places: differsAt.join(', ') })}` : ''}
      </p>
      <div className="survey-office-sides">
        {(['current', 'submitted'] as const).map((which) => (
          <Choice key={which} className="survey-office-choice">
            <span className="soft">
              {onChoose ? <input type="radio" name={path} checked={side === which} onChange={() => onChoose(which)} /> : null} {t(which)}
            </span>
            <strong>{text(path, contested[which])}</strong>
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}
