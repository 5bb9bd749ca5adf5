// The same work for both engines: in JSONata for ours, in JSONPath for the other, which knows nothing else.

/** Pass, Choice, Task, Succeed: what runs for each item and in each branch. */
const steps = {
  jsonata: {
    StartAt: 'Prepare',
    States: {
      Prepare: { Type: 'Pass', Output: { n: '{% $states.input.n %}' }, Next: 'Small?' },
      'Small?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.n < 0 %}', Next: 'Done' }],
        Default: 'Work',
      },
      Work: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:us-east-1:111111111111:function:work',
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  },
  jsonPath: {
    StartAt: 'Prepare',
    States: {
      Prepare: { Type: 'Pass', Parameters: { 'n.$': '$.n' }, Next: 'Small?' },
      'Small?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericLessThan: 0, Next: 'Done' }],
        Default: 'Work',
      },
      Work: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:us-east-1:111111111111:function:work',
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  },
};

export interface Work {
  readonly name: string;
  readonly transitions: number;
  readonly input: unknown;
  readonly jsonata: object;
  readonly jsonPath: object;
  /** The other engine's waits, in milliseconds. */
  readonly waits: Readonly<Record<string, number>>;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** An inline Map of this size would pass AWS's limit on events, so ours is a distributed one. */
export function mapOver(items: number): Work {
  const processor = {
    ...steps.jsonata,
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
  };
  return {
    name: `Map over ${items} items`,
    transitions: 1 + 4 * items,
    input: numbers(items).map((n) => ({ n })),
    jsonata: machine({ Each: { Type: 'Map', ItemProcessor: processor, End: true } }),
    jsonPath: {
      StartAt: 'Each',
      States: { Each: { Type: 'Map', ItemProcessor: steps.jsonPath, End: true } },
    },
    waits: {},
  };
}

export function chainOfWaits(length: number): Work {
  const name = (index: number) => `Wait${index}`;
  const states = Object.fromEntries(
    numbers(length).map((index) => [
      name(index),
      {
        Type: 'Wait',
        Seconds: 60,
        ...(index + 1 < length ? { Next: name(index + 1) } : { End: true }),
      },
    ]),
  );
  return {
    name: `Chain of ${length} Waits`,
    transitions: length,
    input: {},
    jsonata: machine(states),
    jsonPath: { StartAt: name(0), States: states },
    waits: Object.fromEntries(Object.keys(states).map((state) => [state, 0])),
  };
}

export function parallelOf(branches: number): Work {
  const both = (branch: object) => ({
    All: {
      Type: 'Parallel',
      Branches: numbers(branches).map((n) => renamed(branch, n)),
      End: true,
    },
  });
  return {
    name: `Parallel of ${branches} branches`,
    transitions: 1 + 4 * branches,
    input: { n: 1 },
    jsonata: machine(both(steps.jsonata)),
    jsonPath: { StartAt: 'All', States: both(steps.jsonPath) },
    waits: {},
  };
}

/** The names of states are unique in the whole machine. */
function renamed(branch: object, index: number): object {
  const names = /"(Prepare|Small\?|Work|Done)"/g;
  return JSON.parse(JSON.stringify(branch).replace(names, `"$1 ${index}"`)) as object;
}

function machine(states: object): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states };
}
