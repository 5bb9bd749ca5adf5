// What a change set may destroy, in words; and what a stack's contents are called.

import {
  changesDigest,
  changesText,
  destroyingText,
  mayDestroy,
  type StackChange,
} from '../../core/stack-changes.ts';
import {
  changeSetNamed,
  HIDDEN,
  isOfTidegate,
  parametersFor,
  templateDigest,
  valuesOf,
  versionOfStack,
} from '../../core/stack-contents.ts';

const change = (of: Partial<StackChange> = {}): StackChange => ({
  action: 'Modify',
  id: 'Orders',
  type: 'AWS::DynamoDB::Table',
  replacement: 'False',
  ...of,
});

test.each([
  [{ action: 'Remove' }, 'removes Orders (AWS::DynamoDB::Table)'],
  [{ action: 'Remove', policy: 'Snapshot' }, expect.stringContaining('a snapshot stays')],
  [{ action: 'Remove', policy: 'Retain' }, undefined],
  [{ replacement: 'True' }, 'replaces Orders (AWS::DynamoDB::Table)'],
  [{ replacement: 'Conditional' }, 'may replace Orders (AWS::DynamoDB::Table)'],
  [{ replacement: 'False' }, undefined],
  [{ action: 'Dynamic' }, 'may replace Orders (AWS::DynamoDB::Table)'],
  [{ action: 'Add' }, undefined],
  [{ action: 'Remove', type: 'AWS::Lambda::Function' }, undefined],
  [{ replacement: 'True', type: 'AWS::Lambda::Function' }, undefined],
  // What is in a stack that goes, nobody has said.
  [{ action: 'Remove', type: 'AWS::CloudFormation::Stack' }, expect.stringContaining('removes')],
] as const)('%j is told as %s', (of, told) => {
  const its = change(of);

  expect(mayDestroy(its) ? destroyingText(its) : undefined).toEqual(told);
});

test('what may destroy data is told first, and the same changes have the same digest, in whichever order', () => {
  const all = [
    change({ action: 'Add', id: 'Queue', type: 'AWS::SQS::Queue' }),
    change({ id: 'Handler', type: 'AWS::Lambda::Function' }),
    change({ replacement: 'Conditional' }),
  ];

  expect(changesText(all)).toBe(
    'may replace Orders (AWS::DynamoDB::Table); adds Queue; modifies Handler',
  );
  const replaced = change({ id: 'Named', type: 'AWS::Lambda::Function', replacement: 'True' });
  expect(changesText([replaced])).toBe('replaces Named');
  expect(changesDigest(all.toReversed())).toBe(changesDigest(all));
  expect(changesDigest([...all.slice(0, 2), change({ replacement: 'True' })])).not.toBe(
    changesDigest(all),
  );
  expect(changesText([])).toBe('nothing of its resources');
});

test('a parameter that is not given keeps its value, and what is hidden can only be kept', () => {
  const declared = [
    { key: 'Size', default: '1', isHidden: false },
    { key: 'Name', default: 'shop', isHidden: false },
    { key: 'Key', isHidden: true },
    { key: 'New', default: 'x', isHidden: false },
  ];
  const before = { Size: '2', Name: 'other', Key: HIDDEN, Gone: 'y' };
  const parameters = parametersFor(declared, { Size: '3', Key: HIDDEN }, before);

  expect(parameters).toEqual({ Size: '3', Name: null, Key: null });
  expect(valuesOf(declared, parameters, before)).toEqual({
    ...{ Size: '3', Name: 'other', Key: HIDDEN, New: 'x' },
  });
});

test('a template is known again by what CloudFormation shows of it', () => {
  expect(templateDigest('Description: “shop”\n')).toBe(templateDigest('Description: ?shop?'));
  const parameters = { a: '1', b: '2' };
  const turned = { b: '2', a: '1' };
  expect(versionOfStack({ template: 't', parameters })).toBe(
    versionOfStack({ template: 't', parameters: turned }),
  );
  expect(versionOfStack({ template: 't', parameters: { a: '2', b: '2' } })).not.toBe(
    versionOfStack({ template: 't', parameters }),
  );
});

test('a change set has a name that CloudFormation takes, however long its mark is', () => {
  const mark = `tidegate deploy ${'shop'.repeat(40)}-1 wave 0 target Läden`;
  const name = changeSetNamed(mark);

  expect(name).toMatch(/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/);
  expect(isOfTidegate(name)).toBe(true);
  expect(changeSetNamed(`${mark} attempt 2`)).not.toBe(name);
  expect(isOfTidegate('samcli-deploy1700000000')).toBe(false);
});
