// The alarms and the dashboard for Tidegate itself watch what its functions count, and refer to what is there.

import * as z from 'zod';
import { counted, measured } from '../../core/counted.ts';
import { portsOnAws } from '../../functions/environment.ts';
import { intrinsicsOf } from '../../simulation/stack/intrinsics.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { readServerlessText } from '../../simulation/stack/serverless-file.ts';
import type { Template } from '../../simulation/stack/template.ts';
import { templateOfSources } from '../../simulation/stack/template-of-sources.ts';
import { home } from '../../simulation/world/place.ts';

const STACK = 'tidegate-local';
const template = templateOfSources(readServerlessText(), 'local');
const stack = readStack(home);

const dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() }));
const metric = z.looseObject({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: dimensions.default([]),
});
const query = z.looseObject({
  Id: z.string(),
  MetricStat: z.looseObject({ Metric: metric }).optional(),
});
const alarm = z.looseObject({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.string()).default([]),
  Metrics: z.array(query).optional(),
});

interface Watched {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

function alarmsOf(from: Template) {
  const { evaluate } = intrinsicsOf(from, home, STACK);
  return Object.values(from.Resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => alarm.parse(evaluate(Properties)))
    .map((each) => ({
      name: each.AlarmName.replace(`${STACK}-`, ''),
      actions: each.AlarmActions,
      watched: (
        each.Metrics?.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) ?? [metric.parse(each)]
      ).map(
        ({ Namespace, MetricName, Dimensions }): Watched => ({
          namespace: Namespace,
          metric: MetricName,
          dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
        }),
      ),
    }));
}

const alarms = alarmsOf(template);
const watched = alarms.flatMap(({ name, watched: all }) =>
  all.map((each) => [`${name} ${each.metric} ${Object.values(each.dimensions)}`, each] as const),
);

/** What a function writes on AWS, in the embedded metric format, for each that it may count. */
function emitted(): Watched[] {
  const written: string[] = [];
  const before = { ...process.env };
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    Object.assign(process.env, stack.environment, { AWS_REGION: home.region });
    for (const [name, words] of Object.entries(counted))
      for (const word of words) portsOnAws([]).count(name as 'Failed', word as 'waits');
    for (const name of Object.keys(measured))
      portsOnAws([]).measure(name as 'OldestWaiting', { pipeline: 'shop', stage: 'prod' }, 1);
  } finally {
    spy.mockRestore();
    process.env = before;
  }
  const line = z.looseObject({
    _aws: z.looseObject({
      CloudWatchMetrics: z.array(
        z.object({
          Namespace: z.string(),
          Dimensions: z.array(z.array(z.string())),
          Metrics: z.array(z.looseObject({ Name: z.string() })),
        }),
      ),
    }),
  });
  return written.flatMap((text) => {
    const { _aws, ...values } = line.parse(JSON.parse(text));
    return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name }) =>
        Dimensions.map((names) => ({
          namespace: Namespace,
          metric: Name,
          dimensions: Object.fromEntries(names.map((name) => [name, String(values[name])])),
        })),
      ),
    );
  });
}

const ownMetrics = emitted();

const OF_AWS: Readonly<Record<string, readonly string[]>> = {
  'AWS/Lambda': ['Errors', 'Throttles', 'Invocations', 'Duration'],
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
  'AWS/States': ['ExecutionsStarted', 'ExecutionsAborted', 'ExecutionsFailed'],
};

/** By dimension, what there is of it in the stack. */
const THERE: Readonly<Record<string, readonly string[]>> = {
  FunctionName: stack.functions.map(({ functionName }) => functionName),
  StateMachineArn: stack.machines.map(({ arn }) => arn),
  QueueName: stack.queues.map(({ name }) => name),
};

function expectCounted({ namespace, metric: name, dimensions: by }: Watched): void {
  if (namespace === 'Tidegate') {
    expect(ownMetrics).toContainEqual({ namespace, metric: name, dimensions: by });
    return;
  }
  expect(OF_AWS[namespace]).toContain(name);
  for (const [dimension, value] of Object.entries(by)) expect(THERE[dimension]).toContain(value);
}

test.each(watched)('%s is a metric that somebody counts', (_name, each) => {
  expectCounted(each);
});

const wordsOf = (name: keyof typeof counted) =>
  watched.flatMap(([, { namespace, metric: its, dimensions: by }]) =>
    namespace === 'Tidegate' && its === name ? [by.outcome] : [],
  );

test('a dirty end, a question and what nobody foresaw wake a person, and no end that went as it should', () => {
  expect(wordsOf('ReleasesEnded')).toEqual(['LeftDirty']);
  expect(wordsOf('PeopleAsked')).toEqual([...counted.PeopleAsked]);
  expect(wordsOf('Unforeseen')).toEqual([...counted.Unforeseen]);
});

test('no work is left or fails unseen, and nothing waits unseen', () => {
  expect(wordsOf('Skipped')).toEqual([...counted.Skipped]);
  expect(wordsOf('Failed')).toEqual([...counted.Failed]);
  expect(wordsOf('WaitAge')).toEqual([...counted.WaitAge]);
});

test('a command that gets no answer is told, whichever part of the API it is of', () => {
  const commands = alarms.find(({ name }) => name === 'Commands')!;
  const ofApi = stack.functions.filter(({ name }) =>
    /^(On(Stop|Let|Define)|StopByWidget)$/.test(name),
  );

  expect(commands.watched.map(({ dimensions: by }) => by.FunctionName)).toEqual(
    ofApi.map(({ functionName }) => functionName),
  );
});

test('without topics no alarm has an action; each topic is told of its own alarms', () => {
  const topics = alarmsOf({
    ...template,
    Parameters: {
      ...template.Parameters,
      PageTopic: { Default: 'arn:page' },
      NoticeTopic: { Default: 'arn:notice' },
    },
  });

  expect(alarms.flatMap(({ actions }) => actions)).toEqual([]);
  const pages = topics.filter(({ actions }) => actions.join() === 'arn:page');
  expect(pages.map(({ name }) => name)).toEqual([
    'LeftDirty',
    'PeopleAsked',
    'Unforeseen',
    'Machines',
  ]);
  expect(topics.filter(({ actions }) => actions.join() === 'arn:notice')).toHaveLength(
    topics.length - pages.length,
  );
});

const widget = z.object({
  properties: z.looseObject({
    alarms: z.array(z.string()).default([]),
    metrics: z.array(z.array(z.unknown())).default([]),
  }),
});

function dashboardWidgets() {
  const { evaluate } = intrinsicsOf(template, home, STACK);
  const { DashboardBody } = z
    .looseObject({ DashboardBody: z.string() })
    .parse(evaluate(template.Resources.Dashboard?.Properties));
  return z.object({ widgets: z.array(widget) }).parse(JSON.parse(DashboardBody)).widgets;
}

test('the dashboard shows every alarm, and metrics that somebody counts', () => {
  const widgets = dashboardWidgets();

  const shown = widgets.flatMap(({ properties }) => properties.alarms);
  const arns = alarms.map(
    ({ name }) => `arn:aws:cloudwatch:${home.region}:${home.account}:alarm:${STACK}-${name}`,
  );
  expect(shown.toSorted()).toEqual(arns.toSorted());
  const rows = widgets.flatMap(({ properties }) => properties.metrics);
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) expectShown(row);
});

const SEARCH = /^SEARCH\('\{([^,}]+),([^}]+)\} MetricName="(\w+)"/;

function expectShown([first, ...rest]: readonly unknown[]): void {
  if (typeof first === 'string') {
    const [name, ...pairs] = rest.filter((each) => typeof each === 'string');
    const by: Record<string, string> = {};
    for (let at = 0; at < pairs.length; at += 2) by[pairs[at]!] = pairs[at + 1] ?? '';
    expectCounted({ namespace: first, metric: String(name), dimensions: by });
    return;
  }
  const { expression } = z.object({ expression: z.string() }).parse(first);
  const [, namespace = '', names = '', name = ''] = SEARCH.exec(expression) ?? [];
  if (namespace !== 'Tidegate') expect(OF_AWS[namespace]).toContain(name);
  const own = ownMetrics.find(({ metric: its }) => its === name);
  const known = namespace === 'Tidegate' ? Object.keys(own?.dimensions ?? {}) : ['FunctionName'];
  expect(names.split(',').toSorted()).toEqual(known.toSorted());
}
