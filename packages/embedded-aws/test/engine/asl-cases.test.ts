import { existsSync, readFileSync } from 'node:fs';
import { playCase } from '../../engine/play-case.ts';

const FILE = '../shared/asl-cases/cases.json';

interface Case {
  readonly id: string;
  readonly expected: { status: string; path: string[]; output?: unknown; error?: string | null };
}

if (existsSync(FILE)) {
  const cases = JSON.parse(readFileSync(FILE, 'utf8')) as Case[];

  test.each(cases.map((each) => [each.id, each] as const))(
    '%s ends as it did on AWS',
    async (_id, each) => {
      const { status, path, output, error } = await playCase(each);

      const { expected } = each;
      expect({ status, path: path.toSorted() }).toEqual({
        status: expected.status,
        path: expected.path.toSorted(),
      });
      if ('output' in expected) expect(output).toEqual(expected.output);
      if ('error' in expected) expect(error).toBe(expected.error);
    },
  );
} else {
  test.skip(`executions recorded on AWS: expected ${FILE}, which is not part of the repository`, () => {});
}

test.each([
  ['null', null],
  ['a number', 7],
  ['nothing', {}],
  ['a definition that is no object', { id: 1, definition: 'x' }],
  ['states that are no objects', { id: 2, definition: { StartAt: 'A', States: { A: null } } }],
])('a case of %s gives a result that says what is wrong', async (_what, raw) => {
  const result = await playCase(raw);

  expect(result).toMatchObject({ status: 'FAILED', path: [] });
  expect(result.error).toMatch(/InvalidDefinition|ValidationException/);
});

test('a task without a canned answer fails and says so', async () => {
  const States = { A: { Type: 'Task', Resource: 'arn:x', End: true } };

  const result = await playCase({ definition: { QueryLanguage: 'JSONata', StartAt: 'A', States } });

  expect(result.cause).toContain("mocks of 'A'");
});
