// What ships must fit together: one name in four places, and machines that fail only in ways they name.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type ScalarTag } from 'yaml';
import { failureCodes } from '../../core/failure.ts';
import { outcomes } from '../../core/outcome.ts';
import { repositoryRoot } from '../../simulation/stack/root.ts';

interface Handler {
  readonly ErrorEquals: readonly string[];
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: unknown;
  readonly Arguments?: { readonly FunctionName?: string; readonly StateMachineArn?: string };
  readonly Retry?: readonly Handler[];
  readonly Catch?: readonly Handler[];
  readonly Error?: string;
  readonly ItemProcessor?: Machine;
}

interface Machine {
  readonly States: Readonly<Record<string, State>>;
}

interface Named extends State {
  readonly machine: string;
  readonly name: string;
}

const MACHINES = ['release', 'wave', 'rollback', 'call'] as const;

const states: Named[] = MACHINES.flatMap((machine) => {
  const text = readFileSync(join(repositoryRoot, `statemachines/${machine}.asl.json`), 'utf8');
  return statesOf(machine, JSON.parse(text) as Machine);
});

function statesOf(machine: string, { States }: Machine): Named[] {
  return Object.entries(States).flatMap(([name, state]) => [
    { ...state, machine, name },
    ...(state.ItemProcessor ? statesOf(machine, state.ItemProcessor) : []),
  ]);
}

const tasks = states.filter(({ Type }) => Type === 'Task');
/** Hooks and tests of a team are functions of theirs: those that are called by a name from elsewhere. */
const OTHERS = ['CallHook', 'CallFunction'];
const lambdaTasks = tasks.filter(
  ({ name, Resource }) => Resource?.includes(':lambda:') && !OTHERS.includes(name),
);

const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const kebab = (name: string) => name.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();

const TAGS: ScalarTag[] = ['!Ref', '!GetAtt', '!Sub'].map((tag) => ({
  tag,
  resolve: (text: string) => `${tag} ${text}`,
}));
const file = parse(readFileSync(join(repositoryRoot, 'serverless.yml'), 'utf8'), {
  customTags: TAGS,
  merge: true,
}) as {
  functions: Record<string, { handler: string }>;
  resources: { Resources: Record<string, { Type: string; Properties: Record<string, never> }> };
};

const machineResources = Object.values(file.resources.Resources)
  .filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
  .map(({ Properties }) => Properties as unknown as Record<string, unknown>);

function substitutionsOf(machine: string): Record<string, string> {
  const found = machineResources.find(({ Definition }) =>
    String(Definition).includes(`/${machine}.asl.json`),
  );
  return found!.DefinitionSubstitutions as Record<string, string>;
}

test('there are Tasks to check', () => {
  expect(lambdaTasks.length).toBeGreaterThan(8);
  expect(machineResources).toHaveLength(MACHINES.length);
});

/** What a function does besides that which it is called after. */
const BESIDES: Readonly<Record<string, string>> = {
  BringCopies: 'DeployTarget',
  WeighFailed: 'DeployTarget',
  LeaveBehind: 'DeployTarget',
  TakeBackOne: 'RollBackTarget',
  AwaitConsent: 'DeployTarget',
  LoadPart: 'PlanRollback',
  RollBackOne: 'RollBackTarget',
  WatchDrill: 'WatchBake',
};

test.each(
  lambdaTasks.map(
    ({ machine, name, Arguments }) => [BESIDES[name] ?? name, machine, Arguments!] as const,
  ),
)('Task %s of %s has one name in four places', async (name, machine, { FunctionName }) => {
  const module = (await import(join(repositoryRoot, `functions/${kebab(name)}.ts`))) as object;

  expect(FunctionName).toBe(`\${${name}}`);
  expect(Object.keys(module).toSorted()).toEqual([camel(name), 'handler'].toSorted());
  expect(file.functions[name]?.handler).toBe(`functions/${kebab(name)}.handler`);
  expect(substitutionsOf(machine)[name]).toBe(`!Ref ${name}LambdaVersion`);
});

test('what is called by a name from elsewhere is no function of Tidegate’s, by its tag', () => {
  const called = tasks
    .filter(({ Arguments }) => Arguments?.FunctionName?.startsWith('{%'))
    .map(({ name }) => name);
  const roles = readFileSync(join(repositoryRoot, 'serverless.yml'), 'utf8');

  expect(called).toEqual(OTHERS);
  expect(roles).toMatch(
    /Action: lambda:InvokeFunction\n\s+Resource: !Sub \S+:function:\*\n\s+Condition: \{ StringEquals: \{ "aws:ResourceTag\/tidegate": "\$\{sls:stage\}" \} \}/,
  );
});

test.each(MACHINES.map((machine) => [machine]))(
  'the substitutions of %s are those its states use',
  (machine) => {
    const own = states.filter((it) => it.machine === machine && !OTHERS.includes(it.name));
    const used = own
      .flatMap(({ Arguments = {} }) => [Arguments.FunctionName, Arguments.StateMachineArn])
      .filter((name) => name !== undefined)
      .map((name) => name.replaceAll(/[${}]/g, ''));

    // One that the state of a test calls in place of what it names.
    const within = states
      .filter((it) => it.machine === machine && OTHERS.includes(it.name))
      .flatMap(({ Arguments }) => [...(Arguments?.FunctionName ?? '').matchAll(/\$\{(\w+)\}/g)])
      .map(([, name = '']) => name);
    const names = [...new Set([...used, ...within, 'Partition'])];
    expect(Object.keys(substitutionsOf(machine)).toSorted()).toEqual(names.toSorted());
  },
);

test('every file of functions/ with a handler has its entry in serverless.yml, and the other way round', () => {
  const folder = join(repositoryRoot, 'functions');
  const files = readdirSync(folder).filter((name) =>
    /^export const handler = \w+\.onAws\([\w,\s]*\);$/m.test(
      readFileSync(join(folder, name), 'utf8').trimEnd(),
    ),
  );

  const entries = Object.entries(file.functions);

  expect(entries.map(([name]) => `${kebab(name)}.ts`).toSorted()).toEqual(files.toSorted());
  for (const [name, { handler }] of entries) {
    expect(handler).toBe(`functions/${kebab(name)}.handler`);
    expect(existsSync(join(folder, `${kebab(name)}.ts`))).toBe(true);
  }
});

test.each(tasks.map((task) => [task.name, task] as const))(
  'Task %s has a timeout, and catches what nobody foresaw',
  (_name, { TimeoutSeconds, Catch = [] }) => {
    expect(TimeoutSeconds).toBeDefined();
    expect(Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  },
);

const TRANSIENT = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

test.each(lambdaTasks.map((task) => [task.name, task] as const))(
  'Task %s tries again after what passes of itself',
  (_name, { Retry = [] }) => {
    const retried = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);

    // A function that dies, and a service that fails, pass too.
    expect(retried).toEqual(
      expect.arrayContaining([...TRANSIENT, 'Runtime.ExitError', 'ServiceFailed', 'Contended']),
    );
  },
);

/** Names that AWS gives errors, as far as the machines speak of them. */
const OF_AWS = [
  ...TRANSIENT,
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'States.ALL',
  'States.Timeout',
  'States.HeartbeatTimeout',
  'StepFunctions.ThrottlingException',
  'StepFunctions.SdkClientException',
  // Whatever else of its own goes wrong, as Lambda's is called: AWSLambdaException.
  'StepFunctions.AWSStepFunctionsException',
];

const handlers = states.flatMap(({ machine, name, Retry = [], Catch = [] }) =>
  [...Retry, ...Catch].map(({ ErrorEquals }) => [`${machine}/${name}`, ErrorEquals] as const),
);

test.each(handlers)('%s handles errors by names of a closed list: %j', (_state, names) => {
  const known: readonly string[] = [...failureCodes, ...OF_AWS];

  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});

const lists = states.flatMap(({ machine, name, Retry = [], Catch = [] }) =>
  [Retry, Catch]
    .filter((list) => list.length > 0)
    .map((list) => [`${machine}/${name}`, list.map(({ ErrorEquals }) => ErrorEquals)] as const),
);

test.each(lists)('%s lets States.ALL stand alone and last, if at all', (_state, list) => {
  const before = list.slice(0, -1).flat();
  const last = list.at(-1)!;

  expect(before).not.toContain('States.ALL');
  expect(last.includes('States.ALL') ? last : ['States.ALL']).toEqual(['States.ALL']);
});

const endsOf = (machine: string, Type: string) =>
  states
    .filter((state) => state.machine === machine && state.Type === Type)
    .map(({ name }) => name)
    .toSorted();

test('a release succeeds as Promoted or Superseded, and fails by the name of every other outcome', () => {
  const bad = outcomes.filter((outcome) => outcome !== 'Promoted' && outcome !== 'Superseded');

  expect(endsOf('release', 'Succeed')).toEqual(['Promoted', 'Superseded']);
  // A slice is an execution of its own within it.
  const own = endsOf('release', 'Fail').filter((name) => name !== 'SliceLost');
  expect(own).toEqual(bad.toSorted());
  const fails = states.filter(({ Type }) => Type === 'Fail');
  expect(fails.map((fail) => fail.Error)).toEqual(fails.map(({ name }) => name));
});

test('a wave and a rollback always succeed, and say in their output how they ended', () => {
  // What FinishWave answers is the output, whatever the outcome.
  expect(endsOf('wave', 'Succeed')).toEqual(['NotKept']);
  // By hand it ends in one state, whatever its outcome.
  const backs = ['LeftDirty', 'RolledBack', 'Settled', 'Stopped'];
  expect(endsOf('rollback', 'Succeed')).toEqual(backs);
  expect([...endsOf('wave', 'Fail'), ...endsOf('rollback', 'Fail')]).toEqual([]);
});
