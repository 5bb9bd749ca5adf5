import { StandardUnit } from '@aws-sdk/client-cloudwatch';
import { readCase } from '../case.ts';
import { judge } from '../judge.ts';
import { kindOf, unitOf, units } from '../vocabulary.ts';

test.each(Object.values(StandardUnit))('CloudWatch’s unit %s is known', (word) => {
  expect(unitOf(word)).toBeDefined();
});

test.each([
  ['Percent', '%'],
  ['percent', '%'],
  ['requests', 'Count'],
  ['COUNT', 'Count'],
  ['Milliseconds', 'ms'],
  ['None', ''],
  ['furlongs', undefined],
  ['constructor', undefined],
])('the unit %s is %s', (word, unit) => {
  expect(unitOf(word)).toBe(unit);
});

test('each unit means itself, whatever other words there are', () => {
  expect(units.map(unitOf)).toEqual(units);
});

test.each([
  ['Latency', 'latency'],
  ['speed', undefined],
  ['__proto__', undefined],
])('the kind %s is %s', (word, kind) => {
  expect(kindOf(word)).toBe(kind);
});

test('availability in Percent is judged as availability in %', () => {
  const caseIn = (unit: string) => {
    const metric = {
      ...{ name: 'availability', node: 'shop', kind: 'availability', bad: 'down', unit },
      before: Array.from({ length: 60 }, (_, at) => 99.9 - (at % 3) * 0.02),
      control: null,
      canary: Array.from({ length: 20 }, () => 97),
    };
    const reading = readCase({ id: 'a', step: 60, metrics: [metric] });
    if (!reading.ok) throw new Error(reading.problem);
    return reading.case;
  };

  const [short, long] = [judge(caseIn('%')), judge(caseIn('Percent'))];

  expect(long).toEqual(short);
  expect(long.verdict).toBe('fail');
});

test('a reason has three digits of what was expected and observed', () => {
  const reading = readCase({
    ...{ id: 'a', step: 60 },
    metrics: [
      {
        ...{ name: 'latency', node: 'shop', kind: 'latency', bad: 'up', unit: 'ms' },
        before: Array.from({ length: 60 }, (_, at) => 100 + (at % 7) / 3),
        control: null,
        canary: Array.from({ length: 20 }, (_, at) => 400 + (at % 7) / 3),
      },
    ],
  });
  if (!reading.ok) throw new Error(reading.problem);

  expect(judge(reading.case).reasons).toEqual([
    expect.stringMatching(/^latency: expected 10[0-2], observed 40[0-2]$/),
  ]);
});
