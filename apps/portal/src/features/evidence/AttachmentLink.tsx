import { Button } from 'antd';
import { readAttachmentContent } from '../../api/department/attachments.js';
import { saveFile } from '../../api/save-file.js';
import { useCommand } from '../../api/useCommand.js';
import { ProblemView } from '../../components/ProblemView.js';
import { useMessages } from '../../i18n/messages.js';
import { evidenceMessages } from './evidence.messages.js';

/** Fetched when it is asked for, because each reading is recorded. */
export function AttachmentLink({ department, id }: { readonly department: string; readonly id: string }) {
  const t = useMessages(evidenceMessages);
  const open = useCommand((_: undefined) => readAttachmentContent(department, id), saveFile);
  return (
    <>
      <Button type="link" size="small" loading={open.isPending} onClick={() => open.run(undefined)}>
        {t(open.isPending ? 'opening' : 'open')}
      </Button>
      {open.problem ? <ProblemView error={open.problem} /> : null}
    </>
  );
}
