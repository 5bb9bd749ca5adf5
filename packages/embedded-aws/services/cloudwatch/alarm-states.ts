// The alarms, as the rest of the simulation sees them: put, set by hand, held by the world.

import { type Place, places } from '../places.ts';
import { actUnmuted } from './alarm-actions.ts';
import { changeAlarm, evaluateAlarm, putAlarm } from './alarm-life.ts';
import { type AlarmParts, type AlarmStore, existingAlarm } from './alarm-store.ts';
import type { Alarm, AlarmDefinition } from './alarms.ts';
import type { StateValue } from './evaluation.ts';
import type { MuteRule } from './mute-rule.ts';
import { dropMuteRule, putMuteRule } from './mute-rules.ts';

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
  putMuteRule(rule: MuteRule): void;
  /** Nothing where there is none. */
  dropMuteRule(name: string, place: Place): void;
  muteRules(place: Place): readonly MuteRule[];
}

export function alarmStates(parts: AlarmParts): Alarms {
  const store: AlarmStore = {
    ...parts,
    places: places(() => new Map()),
    muteRules: places(() => new Map()),
    listeners: [],
    tickers: new Set(),
  };
  const at = (place: Place) => store.places.at(place);
  parts.metrics.onPut((place) => {
    for (const alarm of at(place).values()) alarm.windowEnd = 0;
  });
  return {
    put: (definition) => putAlarm(store, definition),
    remove: (name, place) => at(place).delete(name),
    find: (name, place) => at(place).get(name),
    list: (place) => [...at(place).values()],
    set: (name, place, ...state) => setState(store, existingAlarm(store, name, place), ...state),
    force: (name, place, ...state) => force(store, existingAlarm(store, name, place), ...state),
    evaluate: (name, place) => evaluateAlarm(store, existingAlarm(store, name, place)),
    onChange: (listen) => void store.listeners.push(listen),
    putMuteRule: (rule) => putMuteRule(store, rule, actUnmuted),
    dropMuteRule: (name, place) => dropMuteRule(store, name, place, actUnmuted),
    muteRules: (place) => [...store.muteRules.at(place).values()],
    enableActions(names, place, actionsEnabled) {
      for (const name of names) {
        const alarm = at(place).get(name);
        if (alarm) alarm.definition = { ...alarm.definition, actionsEnabled };
      }
    },
  };
}

function setState(
  store: AlarmStore,
  alarm: Alarm,
  value: StateValue,
  reason: string,
  reasonData?: string,
): void {
  const state = { value, reason, reasonData, at: store.clock.millis() };
  if (alarm.held) return;
  if (value === alarm.state.value) alarm.state = state;
  else changeAlarm(store, alarm, state);
}

function force(store: AlarmStore, alarm: Alarm, value: StateValue, from: Date, until?: Date): void {
  const { clock } = store;
  const reason =
    value === 'ALARM' ? 'Threshold Crossed: 1 datapoint was breaching.' : `The state is ${value}.`;
  clock.at(from.getTime(), () => {
    alarm.held = true;
    if (alarm.state.value !== value)
      changeAlarm(store, alarm, { value, reason, reasonData: undefined, at: clock.millis() });
  });
  if (!until) return;
  clock.at(until.getTime(), () => {
    alarm.held = false;
    evaluateAlarm(store, alarm);
  });
}
