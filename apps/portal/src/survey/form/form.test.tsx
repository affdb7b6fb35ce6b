import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { form, HEAD, unit } from '../../../test/survey-data.js';
import { beginFound, beginWork, withAnswer, withParts, type Work } from '../device/work.rules.js';
import { pinProblem } from '../pin.rules.js';
import { problemsOf } from './check-work.js';
import { FormSections } from './FormSections.js';
import { hundredthsText, parseCount, parseHundredths } from './number-text.js';

describe('numbers as people type them', () => {
  it.each([
    ['1200', 120_000],
    ['1,200.5', 120_050],
    ['１２００．０５', 120_005],
    ['0', 0],
    ['12.', undefined],
    ['12.345', undefined],
    ['-3', undefined],
    ['abc', undefined],
  ])('%s', (text, value) => {
    expect(parseHundredths(text)).toBe(value);
  });
  it('reads back what it shows', () => {
    for (const value of [0, 5, 50, 100, 12_345, 120_050]) expect(parseHundredths(hundredthsText(value))).toBe(value);
    expect(parseCount('12')).toBe(12);
    expect(parseCount('1.2')).toBeUndefined();
  });
});

describe('a PIN', () => {
  it.each([
    ['12345', 'pinShort'],
    ['12345a', 'pinShort'],
    ['123456', 'pinSimple'],
    ['654321', 'pinSimple'],
    ['111111', 'pinSimple'],
    ['121121', 'pinSimple'],
    ['271828', undefined],
  ])('%s: %s', (pin, problem) => {
    expect(pinProblem(pin)).toBe(problem);
  });
});

describe('what is missing before a visit is finished', () => {
  const met = (work: Work): Work => withParts(work, { outcome: 'met' });
  const paths = (work: Work): string[] => problemsOf(form, work).map(({ path }) => path);

  it('is nothing for a household that is as registered, and nothing for a visit nobody was there for', () => {
    expect(paths(met(beginWork(unit('u1'))))).toEqual([]);
    expect(paths(withParts(beginFound('u9', HEAD, 'v'), { outcome: 'away' }))).toEqual([]);
  });

  it('is name, number and group of a newly found one', () => {
    expect(paths(beginFound('u9', HEAD, 'v'))).toEqual(['groupName', 'mainCause', `members.${HEAD}.name`, `members.${HEAD}.idNumber`]);
  });

  it('are wrong numbers, unreadable text, a second head and the same number twice', () => {
    const other = '44444444-4444-4444-8444-444444444444';
    let work = met(beginWork(unit('u1')));
    work = withAnswer(work, 'phone', '123');
    work = withAnswer(work, 'income.wageFen', undefined, '12a');
    work = withAnswer(work, `members.${HEAD}.idNumber`, '360799197503021234');
    work = withAnswer(work, `members.${other}.name`, '某人');
    work = withAnswer(work, `members.${other}.idNumber`, '360799197503021234');
    work = withAnswer(work, `members.${other}.relation`, '01');
    expect(paths(work).sort()).toEqual(
      [
        'income.wageFen',
        'phone',
        `members.${HEAD}.idNumber`,
        `members.${other}.idNumber`,
        `members.${other}.idNumber`,
        `members.${HEAD}.relation`,
      ].sort(),
    );
  });
});

describe('the form on the phone', () => {
  function Form() {
    const [work, setWork] = useState(() => withParts(beginWork(unit('u1')), { outcome: 'met' }));
    return (
      <>
        <FormSections form={form} incomeYear={2015} work={work} change={(next) => setWork(next)} problems={problemsOf(form, work)} />
        <output>{JSON.stringify({ answers: work.answers, raw: work.raw })}</output>
      </>
    );
  }
  const typed = (label: RegExp, text: string): void => {
    act(() => void fireEvent.change(screen.getAllByLabelText(label)[0] as HTMLElement, { target: { value: text } }));
  };
  const state = () =>
    JSON.parse(screen.getByRole('status', { name: '' }).textContent ?? '{}') as {
      answers: Record<string, unknown>;
      raw: Record<string, string>;
    };

  it('shows what the register knows and asks for no number again', () => {
    render(<Form />);
    expect(screen.getByDisplayValue('刘大山')).toBeTruthy();
    expect(screen.getByText(/已登记 360799\*+/)).toBeTruthy();
  });

  it('checks an ID number while it is typed and reads birth and sex from it', () => {
    render(<Form />);
    typed(/证件号码/, '36079919750302123');
    expect(screen.queryByText(/校验位/)).toBeNull();
    typed(/证件号码/, '360799197503021231');
    expect(screen.getAllByText(/校验位不符/).length).toBeGreaterThan(0);
    typed(/证件号码/, '360799197503021230');
    typed(/证件号码/, '11010519491231002x');
    expect(screen.getByText('出生 1949-12-31，女')).toBeTruthy();
  });

  it('takes money in yuan and keeps what is no number yet', () => {
    render(<Form />);
    typed(/工资/, '12.');
    expect(screen.getByDisplayValue('12.')).toBeTruthy();
    typed(/工资/, '12.5');
    expect(state().answers['income.wageFen']).toBe(1250);
    typed(/工资/, '一千');
    expect(state().raw).toEqual({ 'income.wageFen': '一千' });
    expect(screen.getByDisplayValue('一千')).toBeTruthy();
  });
});
