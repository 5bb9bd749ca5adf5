// Mute rules: while one is active, the alarms that it is for change their states and do not act.

import type { Place } from '../places.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { Alarm } from './alarms.ts';
import { type MuteRule, muteStatusOf } from './mute-rule.ts';

export function isMuted({ muteRules, clock }: AlarmStore, { definition }: Alarm): boolean {
  return [...muteRules.at(definition).values()].some(
    (rule) =>
      rule.alarms.includes(definition.name) && muteStatusOf(rule, clock.millis()) === 'ACTIVE',
  );
}

type Act = (store: AlarmStore, alarm: Alarm) => void;

/** Puts a rule in place of one of its name; as its window ends, what fires still acts. */
export function putMuteRule(store: AlarmStore, rule: MuteRule, act: Act): void {
  const rules = store.muteRules.at(rule);
  const before = rules.get(rule.name);
  rules.set(rule.name, rule);
  if (before) release(store, before, act);
  if (muteStatusOf(rule, store.clock.millis()) === 'EXPIRED') return;
  store.clock.at(rule.until, () => {
    if (rules.get(rule.name) === rule) release(store, rule, act);
  });
}

export function dropMuteRule(store: AlarmStore, name: string, place: Place, act: Act): void {
  const rules = store.muteRules.at(place);
  const rule = rules.get(name);
  const wasActive = rule && muteStatusOf(rule, store.clock.millis()) === 'ACTIVE';
  rules.delete(name);
  if (wasActive) release(store, rule, act);
}

function release(store: AlarmStore, rule: MuteRule, act: Act): void {
  for (const name of rule.alarms) {
    const alarm = store.places.at(rule).get(name);
    if (alarm) act(store, alarm);
  }
}
