// From a definition that passed the validator to one that runs.

import type * as d from './definition.ts';
import { compileTemplate, type Template } from './expressions/template.ts';
import { parseResource } from './integrations/resource.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

type Raw = JsonObject;

/** Compiles a valid definition. What is wrong with one is the validator's to say; here it is a plain error. */
export function compileMachine(definition: Raw): d.Machine {
  const timeout = definition.TimeoutSeconds;
  return {
    block: compileBlock(definition),
    ...(typeof timeout === 'number' ? { timeoutSeconds: timeout } : {}),
  };
}

function compileBlock(raw: Raw): d.Block {
  const states = new Map(
    Object.entries(raw.States as Raw).map(([name, state]) => [
      name,
      compileState(name, state as Raw),
    ]),
  );
  return { startAt: raw.StartAt as string, states };
}

const COMPILERS: Readonly<Record<d.State['type'], (name: string, raw: Raw) => d.State>> = {
  Pass: (name, raw) => ({ type: 'Pass', name, ...continues(raw) }),
  Succeed: (name, raw) => ({ type: 'Succeed', name, ...field('output', raw, 'Output') }),
  Fail: (name, raw) => ({
    type: 'Fail',
    name,
    ...field('error', raw, 'Error'),
    ...field('cause', raw, 'Cause'),
  }),
  Wait: compileWait,
  Choice: compileChoice,
  Task: compileTask,
  Parallel: (name, raw) => ({
    type: 'Parallel',
    name,
    ...continues(raw),
    ...handles(raw),
    ...field('arguments', raw, 'Arguments'),
    branches: list(raw.Branches).map(compileBlock),
  }),
  Map: compileMap,
};

function compileState(name: string, raw: Raw): d.State {
  return COMPILERS[raw.Type as d.State['type']](name, raw);
}

function compileWait(name: string, raw: Raw): d.WaitState {
  const until =
    raw.Seconds === undefined
      ? ({ field: 'Timestamp', timestamp: template(raw, 'Timestamp')! } as const)
      : ({ field: 'Seconds', seconds: template(raw, 'Seconds')! } as const);
  return { type: 'Wait', name, ...continues(raw), until };
}

function compileChoice(name: string, raw: Raw): d.ChoiceState {
  const rules = list(raw.Choices).map((rule, index) => ({
    ...keeps(rule, `Choices[${index}]/`),
    condition: compileTemplate(rule.Condition!, `Choices[${index}]/Condition`),
    next: rule.Next as string,
  }));
  const otherwise = typeof raw.Default === 'string' ? { otherwise: raw.Default } : {};
  return { type: 'Choice', name, ...keeps(raw), rules, ...otherwise };
}

function compileTask(name: string, raw: Raw): d.TaskState {
  const arn = raw.Resource as string;
  return {
    type: 'Task',
    name,
    ...continues(raw),
    ...handles(raw),
    resource: parseResource(arn) ?? { kind: 'function', arn },
    ...field('arguments', raw, 'Arguments'),
    ...field('timeoutSeconds', raw, 'TimeoutSeconds'),
    ...field('heartbeatSeconds', raw, 'HeartbeatSeconds'),
    ...field('credentials', raw, 'Credentials'),
  };
}

function compileMap(name: string, raw: Raw): d.MapState {
  const processor = (raw.ItemProcessor ?? raw.Iterator) as Raw;
  const config = isObject(processor.ProcessorConfig) ? processor.ProcessorConfig : {};
  return {
    type: 'Map',
    name,
    ...continues(raw),
    ...handles(raw),
    ...field('items', raw, 'Items'),
    ...field('itemSelector', raw, 'ItemSelector'),
    ...field('maxConcurrency', raw, 'MaxConcurrency'),
    ...field('toleratedFailureCount', raw, 'ToleratedFailureCount'),
    ...field('toleratedFailurePercentage', raw, 'ToleratedFailurePercentage'),
    processor: compileBlock(processor),
    ...(config.Mode === 'DISTRIBUTED' ? { distributed: distributed(name, raw, config) } : {}),
  };
}

function distributed(name: string, raw: Raw, config: Raw): d.Distributed {
  return {
    executionType: config.ExecutionType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    label: typeof raw.Label === 'string' ? raw.Label : name.replace(/[^\w-]/g, '').slice(0, 40),
    ...(isObject(raw.ItemReader) ? { reader: itemReader(raw.ItemReader) } : {}),
    ...(isObject(raw.ItemBatcher) ? { batcher: itemBatcher(raw.ItemBatcher) } : {}),
    ...(isObject(raw.ResultWriter) ? { writer: resultWriter(raw.ResultWriter) } : {}),
  };
}

function itemReader(raw: Raw): d.ItemReader {
  const config = isObject(raw.ReaderConfig) ? raw.ReaderConfig : {};
  return {
    action: String(raw.Resource).endsWith('listObjectsV2') ? 'listObjectsV2' : 'getObject',
    config,
    ...field('arguments', raw, 'Arguments', 'ItemReader/'),
    ...field('maxItems', config, 'MaxItems', 'ItemReader/ReaderConfig/'),
  };
}

function itemBatcher(raw: Raw): d.ItemBatcher {
  return {
    ...field('maxItems', raw, 'MaxItemsPerBatch', 'ItemBatcher/'),
    ...field('maxBytes', raw, 'MaxInputBytesPerBatch', 'ItemBatcher/'),
    ...field('input', raw, 'BatchInput', 'ItemBatcher/'),
  };
}

function resultWriter(raw: Raw): d.ResultWriter {
  const config = isObject(raw.WriterConfig) ? raw.WriterConfig : {};
  const transformation = config.Transformation as d.ResultWriter['transformation'] | undefined;
  return {
    ...field('arguments', raw, 'Arguments', 'ResultWriter/'),
    transformation: transformation ?? (raw.Arguments === undefined ? 'COMPACT' : 'NONE'),
    outputType: config.OutputType === 'JSONL' ? 'JSONL' : 'JSON',
  };
}

function handles(raw: Raw): d.Handles {
  return {
    retriers: list(raw.Retry).map((retrier) => ({
      errorEquals: retrier.ErrorEquals as readonly string[],
      intervalSeconds: (retrier.IntervalSeconds as number | undefined) ?? 1,
      maxAttempts: (retrier.MaxAttempts as number | undefined) ?? 3,
      backoffRate: (retrier.BackoffRate as number | undefined) ?? 2,
      jitter: retrier.JitterStrategy === 'FULL',
      ...(typeof retrier.MaxDelaySeconds === 'number'
        ? { maxDelaySeconds: retrier.MaxDelaySeconds }
        : {}),
    })),
    catchers: list(raw.Catch).map((catcher, index) => ({
      ...keeps(catcher, `Catch[${index}]/`),
      errorEquals: catcher.ErrorEquals as readonly string[],
      next: catcher.Next as string,
    })),
  };
}

function continues(raw: Raw) {
  return { ...keeps(raw), ...(typeof raw.Next === 'string' ? { next: raw.Next } : {}) };
}

function keeps(raw: Raw, location = ''): d.Keeps {
  return {
    ...field('assign', raw, 'Assign', location),
    ...field('output', raw, 'Output', location),
  };
}

/** The compiled field under its new name, or nothing if the definition has none. */
function field<Name extends string>(name: Name, raw: Raw, key: string, location = '') {
  const compiled = template(raw, key, location);
  return (compiled === undefined ? {} : { [name]: compiled }) as {
    readonly [N in Name]?: Template;
  };
}

function template(raw: Raw, key: string, location = ''): Template | undefined {
  const value = raw[key];
  return value === undefined ? undefined : compileTemplate(value, location + key);
}

function list(value: Json | undefined): readonly Raw[] {
  return (value ?? []) as readonly Raw[];
}
