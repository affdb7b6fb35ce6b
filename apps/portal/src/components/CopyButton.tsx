import { Button } from 'antd';
import { useState } from 'react';
import { useMessages } from '../i18n/messages.js';
import { componentMessages } from './components.messages.js';

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const t = useMessages(componentMessages);
  const [copied, setCopied] = useState(false);
  return (
    <Button type="text" size="small" onClick={() => void copyText(text).then(setCopied)}>
      {copied ? t('copied') : label}
    </Button>
  );
}

async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  // Plain http on the office's own network has no clipboard API.
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
