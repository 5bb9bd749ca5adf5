// The life of alarms: evaluated each period on the virtual clock, set by hand, held by the world.

import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import type { Emit } from '../events/event.ts';
import { type Place, places } from '../places.ts';
import { alarmActions, type Perform } from './alarm-actions.ts';
import { evaluateComposite, evaluateMetric } from './alarm-evaluation.ts';
import { alarmEvent } from './alarm-event.ts';
import { type Alarm, type AlarmDefinition, type AlarmState, alarmArn, newAlarm } from './alarms.ts';
import type { StateValue } from './evaluation.ts';
import type { Metrics } from './metrics.ts';
import { stamp } from './reasons.ts';

export interface Alarms {
  put(definition: AlarmDefinition): Alarm;
  remove(name: string, place: Place): boolean;
  find(name: string, place: Place): Alarm | undefined;
  list(place: Place): readonly Alarm[];
  /** As SetAlarmState: until the next evaluation. */
  set(name: string, place: Place, value: StateValue, reason: string, reasonData?: string): void;
  /** Holds the state from exactly then until exactly then; afterwards the alarm returns to what its metric says. */
  force(name: string, place: Place, value: StateValue, from: Date, until?: Date): void;
  /** Evaluates at once, without waiting for the next period. */
  evaluate(name: string, place: Place): void;
  onChange(listen: (alarm: Alarm) => void): void;
  enableActions(names: readonly string[], place: Place, enabled: boolean): void;
}

/** Seconds after a period's end at which its data is taken to have arrived. */
const INGESTION_SECONDS = 3;
const HISTORY_DAYS = 30;

interface Parts {
  readonly clock: VirtualClock;
  readonly metrics: Metrics;
  readonly emit: Emit;
  readonly perform: Perform;
}

export function alarmStates({ clock, metrics, emit, perform }: Parts): Alarms {
  const stores = places(() => new Map<string, Alarm>());
  const listeners: ((alarm: Alarm) => void)[] = [];
  const tickers = new Set<number>();

  metrics.onPut((place) => {
    for (const alarm of stores.at(place).values()) alarm.windowEnd = 0;
  });

  const actions = alarmActions({
    clock,
    perform,
    record,
    stateOf: (name, place) => alarmAt(name, place)?.state.value,
  });

  function put(definition: AlarmDefinition): Alarm {
    const store = stores.at(definition);
    const known = store.get(definition.name);
    if (known && known.definition.kind !== definition.kind) throw otherKind(definition);
    const alarm = known ?? newAlarm(definition, clock.millis());
    alarm.definition = definition;
    alarm.configuredAt = clock.millis();
    alarm.windowEnd = 0;
    store.set(definition.name, alarm);
    record(
      alarm,
      'ConfigurationUpdate',
      `Alarm "${definition.name}" ${known ? 'updated' : 'created'}`,
      '{}',
    );
    if (definition.kind === 'metric') startTicker(definition.periodSeconds);
    else evaluateNow(alarm);
    return alarm;
  }

  /** One timer for all alarms of a period; each tick costs a look at the newest period only. */
  function startTicker(periodSeconds: number): void {
    if (tickers.has(periodSeconds)) return;
    tickers.add(periodSeconds);
    const period = periodSeconds * 1000;
    const ingestion = Math.min(INGESTION_SECONDS, periodSeconds / 5) * 1000;
    const next = () => (Math.floor((clock.millis() - ingestion) / period) + 1) * period + ingestion;
    const tick = () => {
      const due = alarmsOf(periodSeconds);
      if (due.length === 0) return void tickers.delete(periodSeconds);
      for (const alarm of due) evaluateNow(alarm);
      clock.at(next(), tick);
    };
    clock.at(next(), tick);
  }

  function alarmsOf(periodSeconds: number): Alarm[] {
    const all = stores.all().flatMap((store) => [...store.values()]);
    return all.filter(
      ({ definition }) =>
        definition.kind === 'metric' && definition.periodSeconds === periodSeconds,
    );
  }

  function evaluateNow(alarm: Alarm): void {
    if (alarm.held) return;
    const { definition } = alarm;
    const found =
      definition.kind === 'metric'
        ? evaluateMetric(alarm, definition, metrics, clock.millis())
        : evaluateComposite(definition, (name) => alarmAt(name, definition), clock.millis());
    if (found && found.value !== alarm.state.value) change(alarm, found);
  }

  function change(alarm: Alarm, state: AlarmState): void {
    const previous = alarm.state;
    alarm.state = state;
    alarm.transitionedAt = state.at;
    const summary = `Alarm updated from ${previous.value} to ${state.value}`;
    const data = {
      version: '1.0',
      oldState: historyState(previous),
      newState: historyState(state),
    };
    record(alarm, 'StateUpdate', summary, JSON.stringify(data));
    actions.changed(alarm, previous);
    emit(alarmEvent(alarm, previous));
    for (const listen of listeners) listen(alarm);
    for (const other of stores.at(alarm.definition).values()) {
      if (suppresses(alarm, other)) actions.suppressorChanged(other);
      if (watches(other, alarm)) evaluateNow(other);
    }
  }

  function record(
    alarm: Alarm,
    type: Alarm['history'][number]['type'],
    summary: string,
    data: string,
  ): void {
    const oldest = clock.millis() - HISTORY_DAYS * 86_400_000;
    while (alarm.history.length > 0 && alarm.history[0]!.at < oldest) alarm.history.shift();
    alarm.history.push({ at: clock.millis(), type, summary, data });
  }

  function alarmAt(nameOrArn: string, place: Place): Alarm | undefined {
    return stores.at(place).get(nameOrArn.split(':alarm:').at(-1)!);
  }

  function existing(name: string, place: Place): Alarm {
    const alarm = stores.at(place).get(name);
    if (!alarm)
      throw new AwsError('ResourceNotFound', `Unknown alarm: ${alarmArn(place, name)}`, 404);
    return alarm;
  }

  function set(
    name: string,
    place: Place,
    value: StateValue,
    reason: string,
    reasonData?: string,
  ): void {
    const alarm = existing(name, place);
    const state = { value, reason, reasonData, at: clock.millis() };
    if (alarm.held) return;
    if (value === alarm.state.value) alarm.state = state;
    else change(alarm, state);
  }

  function force(name: string, place: Place, value: StateValue, from: Date, until?: Date): void {
    const alarm = existing(name, place);
    clock.at(from.getTime(), () => {
      alarm.held = true;
      const reason =
        value === 'ALARM'
          ? 'Threshold Crossed: 1 datapoint was breaching.'
          : `The state is ${value}.`;
      if (alarm.state.value !== value)
        change(alarm, { value, reason, reasonData: undefined, at: clock.millis() });
    });
    if (!until) return;
    clock.at(until.getTime(), () => {
      alarm.held = false;
      evaluateNow(alarm);
    });
  }

  return {
    put,
    remove: (name, place) => stores.at(place).delete(name),
    find: (name, place) => stores.at(place).get(name),
    list: (place) => [...stores.at(place).values()],
    set,
    force,
    evaluate: (name, place) => evaluateNow(existing(name, place)),
    onChange: (listen) => void listeners.push(listen),
    enableActions(names, place, actionsEnabled) {
      for (const name of names) {
        const alarm = stores.at(place).get(name);
        if (alarm) alarm.definition = { ...alarm.definition, actionsEnabled };
      }
    },
  };
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
