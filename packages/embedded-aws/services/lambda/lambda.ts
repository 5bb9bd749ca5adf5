// Lambda: functions that run here, and functions that are only deployed to.

import { createHash } from 'node:crypto';
import type { VirtualClock } from '../../clock.ts';
import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import { type Place, type Places, places } from '../places.ts';
import type { Objects } from '../s3/objects.ts';
import type { Images, LambdaParts } from './asked.ts';
import { type FunctionDefinition, functionFrom } from './definition.ts';
import {
  type Alias,
  aliasOf,
  type Code,
  functionArn,
  type Handler,
  type LambdaFunction,
  notFound,
  parseFunctionName,
  prune,
  publish,
  type StartupOf,
  setAlias,
  type Version,
  versionOf,
} from './functions.ts';
import {
  type InvocationResult,
  type InvocationStatistics,
  type Invocations,
  invocations,
} from './invocations.ts';
import { type SendAs, tellOfFailure } from './on-failure.ts';
import { lambdaOperations } from './operations.ts';

/** What an alias runs at this moment. */
export interface Running {
  readonly version: Version;
  readonly weights: Readonly<Record<string, number>>;
}

/** A failed asynchronous invocation that has used up its retries. */
export interface Dropped {
  readonly functionArn: string;
  readonly event: unknown;
  readonly error: string;
  readonly at: Date;
}

export interface Lambda {
  readonly service: Service;
  register(definition: FunctionDefinition): LambdaFunction;
  /** Finds a function by any of AWS's names for it; a bare name is looked up in the place given. */
  find(name: string, place: Place): LambdaFunction;
  /** Invokes and waits; parks first. A function's own error is a result, a missing function is thrown. */
  invoke(name: string, event: unknown, place: Place): Promise<InvocationResult>;
  /**
   * Queues the event as Lambda's asynchronous invocation: two retries, after one and two minutes; then its
   * `onFailure`.
   */
  invokeLater(name: string, event: unknown, place: Place): void;
  running(name: string, alias: string, place: Place): Running;
  /** Moves an alias without a call, as CodeDeploy does. */
  shift(
    name: string,
    alias: string,
    version: string,
    weights: Readonly<Record<string, number>>,
    place: Place,
  ): void;
  /** Publishes code as whoever may do so, without a call; answers its version. */
  publish(name: string, code: Code, place: Place): Version;
  /** Gives `$LATEST` other code, as whoever may do so, without a call. */
  update(name: string, code: string, handler: Handler, place: Place): void;
  /** Says how versions come up that are published from now on. */
  script(startupOf: StartupOf): void;
  /** Whom to tell of each alias that a call moves. */
  follow(moved: Moved): void;
  /** Deletes a version, without a call. Throws Lambda's own error where an alias points to it. */
  prune(name: string, version: string, place: Place): void;
  dropped(): readonly Dropped[];
  /** The events of asynchronous invocations that have failed and wait to be tried again. */
  waiting(): ReadonlySet<unknown>;
  statistics(): InvocationStatistics;
}

interface Store {
  readonly clock: VirtualClock;
  readonly functions: Places<Map<string, LambdaFunction>>;
  readonly runs: Invocations;
  readonly dropped: Dropped[];
  readonly waiting: Set<unknown>;
  readonly send: SendAs;
  startupOf: StartupOf;
  moved: Moved;
}

export type Moved = LambdaParts['moved'];

const RETRY_AFTER_SECONDS = [60, 120];

export interface LambdaNeeds {
  readonly objects: Objects;
  readonly images: Images;
  readonly send: SendAs;
}

export function lambda(clock: VirtualClock, { objects, images, send }: LambdaNeeds): Lambda {
  const functions: Store['functions'] = places(() => new Map());
  const store: Store = {
    clock,
    functions,
    runs: invocations(clock),
    dropped: [],
    waiting: new Set(),
    send,
    startupOf: () => undefined,
    moved: () => {},
  };
  const hand = {
    find: (name: string, place: Place) => find(store, name, place),
    invokeLater: (name: string, event: unknown, place: Place) =>
      invokeLater(store, name, event, place),
  };
  const operations = lambdaOperations({
    clock,
    objects,
    images,
    runs: store.runs,
    startupOf: (...asked) => store.startupOf(...asked),
    moved: (...told) => store.moved(...told),
    ...hand,
    functionsAt: (place) => [...functions.at(place).values()],
  });
  return {
    service: {
      id: 'lambda',
      model: modelFor('lambda'),
      operations,
      tagsOf: (arn, call) => {
        const { name, place = call } = parseFunctionName(arn);
        return functions.at(place).get(name)?.tags;
      },
    },
    ...hand,
    register: (definition) => register(store, definition),
    invoke: (name, event, place) => invoke(store, name, event, place),
    running: (name, alias, place) => running(hand.find(name, place), alias),
    shift: (name, alias, version, weights, place) =>
      shift(hand.find(name, place), { name: alias, version, weights }, clock),
    publish(name, code, place) {
      const found = changed(hand.find(name, place), code, clock);
      return publish(found, clock.now(), '', store.startupOf);
    },
    update: (name, code, handler, place) => update(hand.find(name, place), code, handler, clock),
    script(startupOf) {
      store.startupOf = startupOf;
    },
    follow(moved) {
      store.moved = moved;
    },
    prune: (name, version, place) => prune(hand.find(name, place), version),
    dropped: () => store.dropped,
    waiting: () => store.waiting,
    statistics: store.runs.statistics,
  };
}

function shift(
  found: LambdaFunction,
  to: Pick<Alias, 'name' | 'version' | 'weights'>,
  clock: VirtualClock,
): void {
  const { description } = aliasOf(found, to.name);
  setAlias(found, { ...to, description }, clock.now());
}

function update(found: LambdaFunction, code: string, handler: Handler, clock: VirtualClock): void {
  const sha256 = createHash('sha256').update(code).digest('base64');
  changed(found, { sha256, size: code.length }, clock).handler = handler;
}

/** The function, whose `$LATEST` has other code. */
function changed(found: LambdaFunction, code: Code, clock: VirtualClock): LambdaFunction {
  found.code = code;
  found.lastModified = clock.now();
  found.revision += 1;
  return found;
}

function register({ functions, clock }: Store, definition: FunctionDefinition): LambdaFunction {
  const made = functionFrom(definition, clock.now());
  functions.at(definition).set(made.name, made);
  return made;
}

function find({ functions }: Store, text: string, place: Place): LambdaFunction {
  const { name, place: named = place } = parseFunctionName(text);
  const found = functions.at(named).get(name);
  if (!found) throw notFound(functionArn(named, name));
  return found;
}

async function invoke(
  store: Store,
  name: string,
  event: unknown,
  place: Place,
): Promise<InvocationResult> {
  const found = find(store, name, place);
  const { qualifier } = parseFunctionName(name);
  versionOf(found, qualifier);
  await store.clock.park(() => {});
  return store.runs.run(found, event, qualifier);
}

function invokeLater(store: Store, name: string, event: unknown, place: Place, attempt = 0): void {
  const { clock, dropped } = store;
  const found = find(store, name, place);
  versionOf(found, parseFunctionName(name).qualifier);
  invoke(store, name, event, place).then((result) => {
    if (!('error' in result)) return;
    const wait = RETRY_AFTER_SECONDS[attempt];
    if (wait !== undefined) {
      store.waiting.add(event);
      const again = () => {
        store.waiting.delete(event);
        invokeLater(store, name, event, place, attempt + 1);
      };
      clock.at(clock.millis() + wait * 1000, again);
      return;
    }
    const error = result.error.errorType;
    dropped.push({ functionArn: found.arn, event, error, at: clock.now() });
    tellOfFailure(clock, store.send, found, { event, result, tries: attempt + 1 });
  });
}

function running(found: LambdaFunction, alias: string): Running {
  return { version: versionOf(found, alias), weights: aliasOf(found, alias).weights };
}
