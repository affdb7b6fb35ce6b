import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { draw } from '../../../../../test/drawn.js';
import { IdNumberField } from './IdNumberField.js';

function Field() {
  const [value, setValue] = useState('');
  return <IdNumberField id="number" value={value} onChange={setValue} />;
}

async function type(text: string): Promise<string> {
  draw(<Field />);
  await userEvent.setup().type(screen.getByRole('textbox'), text);
  return screen.getByRole('status').textContent;
}

describe('ID number while it is typed', () => {
  it('fills date of birth and sex from a right number', async () => {
    expect(await type('360799196001010016')).toBe('出生日期 1960-01-01，男');
  });

  it('takes a small x', async () => {
    expect(await type('36079919580615002x')).toBe('出生日期 1958-06-15，女');
  });

  it('names the wrong digit check as soon as the number is complete', async () => {
    expect(await type('360799196001010017')).toContain('校验位不符');
  });

  it('does not scold while the number is still short', async () => {
    expect(await type('3607991960')).toBe('已输入 10 位');
  });

  it('names an impossible date of birth', async () => {
    expect(await type('360799196013010016')).toContain('出生日期不存在');
  });
});
