// What a rule sends, and to whom: the event itself, a constant, a part of it, or a template filled from it.

import { own } from '../../own.ts';
import { AwsError } from '../../service.ts';
import type { AwsEvent } from './event.ts';

export interface Target {
  readonly id: string;
  /** A Lambda function, a state machine, a queue or another bus. */
  readonly arn: string;
  readonly roleArn?: string;
  /** Constant JSON instead of the event. */
  readonly input?: string;
  /** JSONPath of the part to send. */
  readonly inputPath?: string;
  readonly inputTransformer?: InputTransformer;
  readonly retryPolicy?: RetryPolicy;
  readonly deadLetterArn?: string;
}

export interface InputTransformer {
  readonly inputPathsMap?: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

export interface RetryPolicy {
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
}

export function inputFor(target: Target, event: AwsEvent, ruleArn: string): unknown {
  if (target.input !== undefined) return JSON.parse(target.input);
  if (target.inputPath !== undefined) return valueAt(event, target.inputPath);
  if (target.inputTransformer) return transformed(target.inputTransformer, event, ruleArn);
  return event;
}

/** What a target is sent, at most; a template could name the whole event a thousand times. */
const MOST_CHARACTERS = 256 * 1024;

const PATH = /^\$((\.[\w-]+)|(\[\d+\])|(\['[^']+'\]))*$/;

/** The paths that EventBridge takes: names and indexes from the root, `$.detail.phases[0].name`. */
export function refusePath(path: string, targetId: string): void {
  if (PATH.test(path)) return;
  throw new AwsError(
    'ValidationException',
    `Invalid InputPath for target ${targetId}: ${path} is not a JSONPath of names and indexes.`,
  );
}

function valueAt(event: unknown, path: string): unknown {
  let value = event;
  for (const [, name, index, quoted] of path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = own(value as Readonly<Record<string, unknown>>, name ?? index ?? quoted ?? '');
  }
  return value;
}

/**
 * Fills `<name>` in the template. Inside quotes a value is written as text, elsewhere as JSON; a template that then is
 * not JSON is sent as a string, as EventBridge does.
 */
function transformed(
  { inputPathsMap = {}, inputTemplate }: InputTransformer,
  event: AwsEvent,
  ruleArn: string,
): unknown {
  const values: Record<string, unknown> = {
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleArn.split('/').at(-1),
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': event,
    'aws.events.event.json': event,
  };
  for (const [name, path] of Object.entries(inputPathsMap)) values[name] = valueAt(event, path);

  let quoted = false;
  let characters = 0;
  const text = inputTemplate.replace(/\\.|"|<([\w.-]+)>/g, (piece, name: string | undefined) => {
    if (piece === '"') quoted = !quoted;
    if (name === undefined || !Object.hasOwn(values, name)) return piece;
    const filled = quoted ? insideQuotes(values[name]) : (JSON.stringify(values[name]) ?? '');
    characters += filled.length;
    if (characters > MOST_CHARACTERS) throw tooLarge();
    return filled;
  });
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Of a status that is not tried again: it would be as large the next time. */
function tooLarge(): AwsError {
  const text = `Expected a target's input of at most ${MOST_CHARACTERS} characters, got more.`;
  return new AwsError('InputTransformationFailure', text, 413);
}

function insideQuotes(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
