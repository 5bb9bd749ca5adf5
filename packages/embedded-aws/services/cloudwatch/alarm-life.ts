// The life of an alarm: put, evaluated each period on the virtual clock, changed, and what others make of that.

import { AwsError } from '../../service.ts';
import { actAfter, actWithoutSuppressor } from './alarm-actions.ts';
import { evaluateComposite, evaluateMetric } from './alarm-evaluation.ts';
import { alarmEvent } from './alarm-event.ts';
import { type AlarmStore, alarmAt, record } from './alarm-store.ts';
import {
  type Alarm,
  type AlarmDefinition,
  type AlarmState,
  type MetricAlarmDefinition,
  newAlarm,
} from './alarms.ts';
import { stamp } from './reasons.ts';

/** Seconds after a period's end at which its data is taken to have arrived. */
const INGESTION_SECONDS = 3;

export function putAlarm(store: AlarmStore, definition: AlarmDefinition): Alarm {
  const now = store.clock.millis();
  const there = store.places.at(definition);
  const known = there.get(definition.name);
  if (known && known.definition.kind !== definition.kind) throw otherKind(definition);
  const alarm = known ?? newAlarm(definition, now);
  alarm.definition = definition;
  alarm.configuredAt = now;
  alarm.windowEnd = 0;
  there.set(definition.name, alarm);
  const summary = `Alarm "${definition.name}" ${known ? 'updated' : 'created'}`;
  record(store, alarm, 'ConfigurationUpdate', summary, '{}');
  if (definition.kind === 'metric') startTicker(store, definition.periodSeconds);
  else evaluateAlarm(store, alarm);
  return alarm;
}

/** One timer for all alarms of a period; each tick costs a look at the newest period only. */
function startTicker(store: AlarmStore, periodSeconds: number): void {
  const { clock, tickers } = store;
  if (tickers.has(periodSeconds)) return;
  tickers.add(periodSeconds);
  const period = periodSeconds * 1000;
  const ingestion = Math.min(INGESTION_SECONDS, periodSeconds / 5) * 1000;
  const next = () => (Math.floor((clock.millis() - ingestion) / period) + 1) * period + ingestion;
  const tick = () => {
    const due = alarmsOf(store, periodSeconds);
    if (due.length === 0) return void tickers.delete(periodSeconds);
    clock.at(next(), tick);
    for (const alarm of due) evaluateAlarm(store, alarm);
  };
  clock.at(next(), tick);
}

function alarmsOf({ places }: AlarmStore, periodSeconds: number): Alarm[] {
  const all = places.all().flatMap((there) => [...there.values()]);
  return all.filter(
    ({ definition }) => definition.kind === 'metric' && definition.periodSeconds === periodSeconds,
  );
}

export function evaluateAlarm(store: AlarmStore, alarm: Alarm): void {
  const found = stateNow(store, alarm);
  if (found) changeAlarm(store, alarm, found);
}

/** The other state that it should be in; undefined where it may stay in the one it has. */
function stateNow(store: AlarmStore, alarm: Alarm): AlarmState | undefined {
  if (alarm.held) return undefined;
  const { definition } = alarm;
  const now = store.clock.millis();
  const found =
    definition.kind === 'metric'
      ? evaluateOrDoubt(alarm, definition, store, now)
      : evaluateComposite(definition, (name) => alarmAt(store, name, definition), now);
  return found && found.value !== alarm.state.value ? found : undefined;
}

/** What cannot be worked out, a metric that an expression names and nobody has, is no data: it is one alarm's alone. */
function evaluateOrDoubt(
  alarm: Alarm,
  definition: MetricAlarmDefinition,
  { metrics }: AlarmStore,
  at: number,
): AlarmState | undefined {
  try {
    return evaluateMetric(alarm, definition, metrics, at);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const reason = `Insufficient Data: ${error.message}`;
    return { value: 'INSUFFICIENT_DATA', reason, reasonData: undefined, at };
  }
}

/** How an evaluation has come to an alarm: by the alarms before it, the nearest first. */
interface Path {
  readonly alarm: Alarm;
  readonly from: Path | undefined;
}

/**
 * Changes an alarm, and then those that watch it, level by level.
 *
 * Composite alarms may stand in a circle: CloudWatch lets them, and stops where an evaluation comes back to an alarm
 * that it has come through. Source: the page of PutCompositeAlarm.
 */
export function changeAlarm(store: AlarmStore, alarm: Alarm, state: AlarmState): void {
  enterState(store, alarm, state);
  let changed: readonly Path[] = [{ alarm, from: undefined }];
  while (changed.length > 0) {
    const reached = new Map(changed.flatMap((path) => watchersOf(store, path)));
    changed = [...reached.values()].filter((path) => {
      const found = stateNow(store, path.alarm);
      if (found) enterState(store, path.alarm, found);
      return found !== undefined;
    });
  }
}

/** The alarms that watch the last one of a path, but for those that are on it. */
function watchersOf(store: AlarmStore, path: Path): [Alarm, Path][] {
  const others = [...store.places.at(path.alarm.definition).values()];
  return others
    .filter((other) => watches(other, path.alarm) && !isOn(path, other))
    .map((other) => [other, { alarm: other, from: path }]);
}

function isOn(path: Path, alarm: Alarm): boolean {
  for (let step: Path | undefined = path; step; step = step.from)
    if (step.alarm === alarm) return true;
  return false;
}

function enterState(store: AlarmStore, alarm: Alarm, state: AlarmState): void {
  const previous = alarm.state;
  alarm.state = state;
  alarm.transitionedAt = state.at;
  const summary = `Alarm updated from ${previous.value} to ${state.value}`;
  const data = {
    version: '1.0',
    oldState: historyState(previous),
    newState: historyState(state),
  };
  record(store, alarm, 'StateUpdate', summary, JSON.stringify(data));
  actAfter(store, alarm, previous);
  store.emit(alarmEvent(alarm, previous));
  for (const listen of store.listeners) listen(alarm);
  for (const other of store.places.at(alarm.definition).values()) {
    if (suppresses(alarm, other)) actWithoutSuppressor(store, other);
  }
}

function historyState({ value, reason, reasonData, at }: AlarmState) {
  return {
    stateValue: value,
    stateReason: reason,
    ...(reasonData && { stateReasonData: JSON.parse(reasonData) as unknown }),
    stateUpdatedTimestamp: stamp(at),
  };
}

function otherKind({ name, kind }: AlarmDefinition): AwsError {
  const other = kind === 'metric' ? 'composite' : 'metric';
  return new AwsError(
    'ValidationError',
    `Could not save the ${kind} alarm as ${name} is the name of a ${other} alarm.`,
  );
}

function suppresses({ arn, definition: { name } }: Alarm, { definition }: Alarm): boolean {
  const by = definition.kind === 'composite' ? definition.suppressor?.alarm : undefined;
  return by === name || by === arn;
}

function watches({ definition }: Alarm, { arn, definition: { name } }: Alarm): boolean {
  return (
    definition.kind === 'composite' &&
    definition.rule.names.some((each) => each === name || each === arn)
  );
}
