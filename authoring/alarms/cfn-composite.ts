// One alarm that says whether a target should be rolled back: any symptom fires it, and no cause alone.

import type { AlarmPlan } from './alarm.ts';
import { type CfnResource, tagsOf } from './cfn-alarm.ts';
import { logicalId } from './name.ts';
import {
  type AlarmTarget,
  alarmId,
  alarmName,
  rollBackName,
  symptoms,
  templateName,
} from './target-alarms.ts';

/** CloudWatch takes rules of 10,240 characters over 100 alarms; a stack's name may be longer than its stand-in. */
const MOST_LETTERS = 8_000;
const MOST_CHILDREN = 100;
const LETTERS_OF_A_VARIABLE = 128;

interface Child {
  readonly id: string;
  /** The longest its name may become. */
  readonly letters: number;
  readonly condition?: string;
}

/** The composite alarm by its logical id; of more symptoms than a rule can hold, composites of composites. */
export function cfnComposites(target: AlarmTarget): Record<string, CfnResource> {
  const children = symptoms(target.alarms).map((alarm) => childOf(target, alarm));
  if (children.length === 0) return {};
  const id = rollBackId(target);
  const groups = grouped(children);
  if (groups.length === 1) return { [id]: composite(target, rollBackName(target), children) };
  const parts = groups.map((group, index) => {
    const name = `${rollBackName(target)}-${index + 1}`;
    return { id: logicalId(id, String(index + 1)), name, group };
  });
  const whole = parts.map((part) => ({ id: part.id, letters: lettersOf(part.name) }));
  return {
    ...Object.fromEntries(parts.map((part) => [part.id, composite(target, part.name, part.group)])),
    [id]: composite(target, rollBackName(target), whole),
  };
}

export function rollBackId({ name }: AlarmTarget): string {
  return logicalId(name, 'roll-back');
}

function childOf(target: AlarmTarget, alarm: AlarmPlan): Child {
  const { condition } = alarm.resource;
  return {
    id: alarmId(target, alarm),
    letters: lettersOf(alarmName(target, alarm)),
    ...(condition && { condition }),
  };
}

function lettersOf(name: string): number {
  return name.length + (name.includes('${') ? LETTERS_OF_A_VARIABLE : 0) + 'ALARM("") OR '.length;
}

function grouped(children: readonly Child[]): Child[][] {
  let last: Child[] = [];
  const groups = [last];
  let letters = 0;
  for (const child of children) {
    letters += child.letters;
    if (letters > MOST_LETTERS || last.length >= MOST_CHILDREN) {
      last = [];
      groups.push(last);
      letters = child.letters;
    }
    last.push(child);
  }
  return groups;
}

function composite(target: AlarmTarget, name: string, children: readonly Child[]): CfnResource {
  return {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: {
      AlarmName: templateName(name),
      AlarmDescription:
        'Should this be rolled back? Fires while users are hurt: any of its symptoms is in ALARM. ' +
        'OK says only that none is: read it with the alarm on traffic.',
      AlarmRule: ruleOf(children),
      Tags: tagsOf(target),
    },
  };
}

/** A reference to an alarm is its name, and makes CloudFormation create it first. */
function ruleOf(children: readonly Child[]) {
  const term = (id: string) => `ALARM("\${${id}}")`;
  if (children.every(({ condition }) => condition === undefined))
    return { 'Fn::Sub': children.map(({ id }) => term(id)).join(' OR ') };
  const terms = children.map(({ id, condition }) => {
    const plain = { 'Fn::Sub': term(id) };
    return condition ? { 'Fn::If': [condition, plain, 'FALSE'] } : plain;
  });
  return { 'Fn::Join': [' OR ', terms] };
}
