import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { reveal, type RevealField } from '../../../api/identification/households.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { householdFieldMessages } from './household-fields.messages.js';
import { householdMessages } from './household.messages.js';

interface Props {
  readonly householdId: string;
  readonly field: RevealField;
  readonly personId?: string;
  readonly masked: string | null;
  readonly enabled?: boolean;
}

const shownFor = 60_000;

/** Masked as it comes; shown on purpose only, for a minute, and the reading is recorded. The value stays in this component. */
export function Masked({ householdId, field, personId, masked, enabled = true }: Props) {
  const t = useMessages(householdMessages);
  const fields = useMessages(householdFieldMessages);
  const may = useMay();
  const [open, setOpen] = useState(false);
  const [plain, setPlain] = useState<string>();
  const ask = useCommand(
    (purpose: string) => reveal(householdId, field, purpose, personId),
    ({ value }) => {
      setPlain(value);
      setOpen(false);
    },
  );
  useEffect(() => {
    if (plain === undefined) return undefined;
    const timer = window.setTimeout(() => setPlain(undefined), shownFor);
    return () => window.clearTimeout(timer);
  }, [plain]);
  if (!masked) return <>{t('notRecorded')}</>;
  return (
    <span>
      <span className="breakable">{plain ?? masked}</span>
      {enabled && may('household.reveal') ? (
        <Button
          className="no-print"
          type="link"
          size="small"
          aria-label={`${t(plain ? 'hide' : 'show')} ${fields(field)}`}
          onClick={() => (plain ? setPlain(undefined) : setOpen(true))}
        >
          {t(plain ? 'hide' : 'show')}
        </Button>
      ) : null}
      <ReasonDialog
        open={open}
        title={t('revealTitle', { what: fields(field) })}
        confirm={t('revealConfirm')}
        label={t('purpose')}
        shortest={4}
        isPending={ask.isPending}
        problem={ask.problem}
        onConfirm={ask.run}
        onClose={() => setOpen(false)}
      >
        <p>{t('revealText')}</p>
      </ReasonDialog>
    </span>
  );
}
