// What AppConfig is told of a configuration, and how what a pipeline names is found.

import { oneOf } from '../../aws/app-config-calls.ts';
import { typeOf } from '../../aws/app-config-starts.ts';

test.each([
  ['config/prod.json', 'application/json'],
  ['flags.yml', 'application/x-yaml'],
  ['limits.txt', 'text/plain'],
])('%s is %s', (path, type) => {
  expect(typeOf(path)).toBe(type);
});

test('a name counts before an id that is spelt so, and one that several have is refused', () => {
  const all = [
    { Id: 'abc1234', Name: 'shop' },
    { Id: 'def5678', Name: 'abc1234' },
    { Id: 'aaa1111', Name: 'twice' },
    { Id: 'bbb2222', Name: 'twice' },
  ];

  expect(oneOf(all, 'shop', '/applications')?.Id).toBe('abc1234');
  expect(oneOf(all, 'abc1234', '/applications')?.Id).toBe('def5678');
  expect(oneOf(all, 'def5678', '/applications')?.Id).toBe('def5678');
  expect(oneOf(all, 'none', '/applications')).toBeUndefined();
  expect(() => oneOf(all, 'twice', '/applications')).toThrow('aaa1111, bbb2222');
  expect(() => oneOf(all, 'aaa1111', '/applications')).toThrow('a name of its own');
});
